package dev.runbook.engine.journal;

import dev.runbook.engine.model.Hash;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;

/** SHA-256 of a part of an array. A thread keeps its digest: a journal asks for a hundred thousand of them. */
final class Sha256 {
    private static final ThreadLocal<MessageDigest> DIGEST = ThreadLocal.withInitial(Hash::digest);

    private static final byte[] DIGITS = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private Sha256() {}

    /** In lower-case hexadecimal digits. */
    static String hex(byte[] bytes, int from, int length) {
        MessageDigest digest = DIGEST.get();
        digest.update(bytes, from, length);
        return HexFormat.of().formatHex(digest.digest());
    }

    /** Whether the digits of a part's hash stand at that place of the same array. */
    static boolean fits(byte[] bytes, int from, int length, int digits) {
        MessageDigest digest = DIGEST.get();
        digest.update(bytes, from, length);
        byte[] hash = digest.digest();
        for (int i = 0; i < hash.length; i++) {
            if (bytes[digits + 2 * i] != DIGITS[hash[i] >> 4 & 15]
                    || bytes[digits + 2 * i + 1] != DIGITS[hash[i] & 15]) {
                return false;
            }
        }
        return true;
    }
}
