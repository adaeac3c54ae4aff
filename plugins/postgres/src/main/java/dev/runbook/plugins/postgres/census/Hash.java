package dev.runbook.plugins.postgres.census;

import java.math.BigInteger;

/**
 * The hash of a table's content: two sums, modulo 2⁶⁴, of the halves of its rows' MD5. A sum does not depend on the order of the rows, and a doubled row counts twice
 * (with XOR it would vanish).
 */
final class Hash {
    private static final int BITS = 64;

    private Hash() {}

    /** 32 hexadecimal digits; the sums may be negative or wide. */
    static String of(String first, String second) {
        return half(first) + half(second);
    }

    private static String half(String sum) {
        BigInteger rest = new BigInteger(sum).mod(BigInteger.ONE.shiftLeft(BITS));
        return "0".repeat(BITS / 4 - rest.toString(16).length()) + rest.toString(16);
    }
}
