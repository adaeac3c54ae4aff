package dev.runbook.engine.journal;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 of a part of an array. A thread keeps its digest: a journal asks for a hundred thousand of them. */
final class Sha256 {
    private static final ThreadLocal<MessageDigest> DIGEST = ThreadLocal.withInitial(Sha256::digest);

    private Sha256() {}

    /** In lower-case hexadecimal digits. */
    static String hex(byte[] bytes, int from, int length) {
        MessageDigest digest = DIGEST.get();
        digest.update(bytes, from, length);
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
