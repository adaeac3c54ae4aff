package dev.runbook.testing;

import java.util.Random;

/** Chance that can be repeated: the seed is printed, and {@code RUNBOOK_SEED} brings it back. */
public final class Seeds {
    private Seeds() {}

    /** A new seed, or the given one; printed. */
    public static long of(String what) {
        String given = System.getenv("RUNBOOK_SEED");
        long seed = given == null ? new Random().nextInt(1_000_000) : Long.parseLong(given);
        System.out.println(what + ": RUNBOOK_SEED=" + seed);
        return seed;
    }
}
