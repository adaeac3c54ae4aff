package dev.runbook.lab.mattermost.product;

import java.security.SecureRandom;
import java.util.Random;

/** Ids as the product makes them: 26 characters of its own base 32. */
public final class Ids {
    private static final String ALPHABET = "ybndrfg8ejkmcpqxot1uwisza345h769";
    private static final int LENGTH = 26;
    private static final Random RANDOM = new SecureRandom();

    private Ids() {}

    public static String random() {
        return of(RANDOM);
    }

    /** The same for the same words: the laboratory's data are the same each time. */
    public static String of(Object... words) {
        return of(new Random(java.util.Arrays.hashCode(words) * 2_654_435_761L + words.length));
    }

    private static String of(Random random) {
        StringBuilder id = new StringBuilder();
        while (id.length() < LENGTH) {
            id.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return id.toString();
    }
}
