package dev.runbook.engine.forecast;

import java.util.Random;

/**
 * A length by chance: log-normal on each side of its centre, with the width of that side. Of a step that runs, what it has already taken is ruled out; one that takes longer than
 * any before shows that its spread was thought too small, and is given so much that its end stays open.
 */
final class Chance {
    /** Beyond so many standard deviations it is the spread that is wrong, not the step. */
    private static final double STRANGE = 1.5;

    private Chance() {}

    /** @param faster the logarithm of this run's pace; below zero it is faster than those before */
    static double of(Length length, double faster, double elapsed, Random random) {
        if (length.seconds() <= 0) {
            return elapsed;
        }
        double centre = length.seconds() * Math.exp(faster);
        double above = Math.log(Math.max(1, length.high() / length.seconds())) / Robust.Z;
        double below = Math.log(length.seconds() / Math.max(length.low(), length.seconds() / 1000)) / Robust.Z;
        double z;
        if (elapsed <= 0) {
            z = random.nextGaussian();
        } else {
            double passed = Math.log(elapsed / centre);
            above = passed > STRANGE * above ? passed / STRANGE : above;
            z = beyond(passed > 0 ? passed / above : passed / Math.max(1e-9, below), random);
        }
        return centre * Math.exp(z * (z > 0 ? above : below));
    }

    /** A normal one of which is known that it is larger (C. P. Robert, <i>Simulation of truncated normal variables</i>, 1995). */
    static double beyond(double least, Random random) {
        if (least <= 0) {
            double z = random.nextGaussian();
            while (z < least) {
                z = random.nextGaussian();
            }
            return z;
        }
        double rate = (least + Math.sqrt(least * least + 4)) / 2;
        while (true) {
            double z = least - Math.log(1 - random.nextDouble()) / rate;
            if (random.nextDouble() <= Math.exp(-(z - rate) * (z - rate) / 2)) {
                return z;
            }
        }
    }
}
