package dev.runbook.plugins.aws.storage;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/** The checksums of some bytes, by which S3 knows them. */
record Sums(byte[] md5, byte[] sha256) {
    static Sums of(byte[] bytes) {
        return new Sums(digest("MD5", bytes), digest("SHA-256", bytes));
    }

    String md5Hex() {
        return HexFormat.of().formatHex(md5);
    }

    String md5Text() {
        return Base64.getEncoder().encodeToString(md5);
    }

    String sha256Text() {
        return Base64.getEncoder().encodeToString(sha256);
    }

    /** The ETag and the SHA-256 of an object that was put together of several parts: sums of their sums, with their number behind. */
    static Whole whole(List<Sums> parts) {
        if (parts.size() == 1) {
            return new Whole(parts.get(0).md5Hex(), parts.get(0).sha256Text());
        }
        MessageDigest md5 = algorithm("MD5");
        MessageDigest sha256 = algorithm("SHA-256");
        parts.forEach(part -> {
            md5.update(part.md5);
            sha256.update(part.sha256);
        });
        return together(md5.digest(), sha256.digest(), parts.size());
    }

    /** The same of an object that was put together of a single part. */
    static Whole composed(Sums only) {
        return together(digest("MD5", only.md5), digest("SHA-256", only.sha256), 1);
    }

    private static Whole together(byte[] md5, byte[] sha256, int parts) {
        return new Whole(
                HexFormat.of().formatHex(md5) + "-" + parts, Base64.getEncoder().encodeToString(sha256) + "-" + parts);
    }

    /** What S3 should say of an object. */
    record Whole(String etag, String sha256) {}

    private static byte[] digest(String name, byte[] bytes) {
        return algorithm(name).digest(bytes);
    }

    static MessageDigest algorithm(String name) {
        try {
            return MessageDigest.getInstance(name);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has " + name, impossible);
        }
    }
}
