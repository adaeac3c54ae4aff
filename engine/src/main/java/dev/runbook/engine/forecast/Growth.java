package dev.runbook.engine.forecast;

import java.util.Arrays;

/**
 * How the length of a step grows with the size of what it works on: a fixed part and so much for each unit, neither below nothing.
 *
 * <p>The fit is by least squares of the <i>relative</i> residuals, made robust by iterated reweighting with Huber's weights (P. J. Huber, <i>Robust Statistics</i>, 1981):
 * a long run does not outweigh the short ones, and an odd one does not bend the line. What the fit itself does not know of a size is its leverage; a size outside of those
 * that were seen adds {@value #CURVE} for each factor of e for an affine fit (work may grow a little faster or slower than its size), {@value #FIXED_PART} for a
 * proportional one, which also does not know its fixed part.
 */
record Growth(double fixed, double each, double[] sizes, double[] lengths, double[] weights, int parameters) {
    private static final double CURVE = 0.08;
    private static final double FIXED_PART = 0.25;
    private static final double HUBER = 1.345;
    private static final int ROUNDS = 20;
    private static final double DIFFERENT = 1.1;
    /** Shorter than this nothing is measured well enough to differ by factors. */
    private static final double LEAST = 0.05;

    /** Whether there are runs of different size. */
    static boolean different(double[] sizes) {
        double least = Arrays.stream(sizes).min().orElse(1);
        return Arrays.stream(sizes).max().orElse(1) > DIFFERENT * least;
    }

    /** Affine where the sizes differ, else proportional. */
    static Growth fit(double[] sizes, double[] lengths) {
        double[] floored =
                Arrays.stream(lengths).map(each -> Math.max(LEAST, each)).toArray();
        return different(sizes) ? affine(sizes, floored) : proportional(sizes, floored);
    }

    /** The same length whatever the size. */
    static Growth constant(double[] sizes, double[] lengths) {
        double[] floored =
                Arrays.stream(lengths).map(each -> Math.max(LEAST, each)).toArray();
        return new Growth(Robust.median(floored), 0, sizes, floored, ones(sizes.length), 1);
    }

    private static Growth proportional(double[] sizes, double[] lengths) {
        double[] rates = new double[sizes.length];
        Arrays.setAll(rates, i -> lengths[i] / sizes[i]);
        return new Growth(0, Robust.median(rates), sizes, lengths, ones(sizes.length), 1);
    }

    private static Growth affine(double[] sizes, double[] lengths) {
        Growth fit = weighted(sizes, lengths, lengths, ones(sizes.length));
        for (int round = 0; round < ROUNDS; round++) {
            double scale = Math.max(0.01, Robust.spread(fit.residuals()));
            double[] weights = Arrays.stream(fit.residuals())
                    .map(each -> Math.min(1, HUBER * scale / Math.max(1e-9, Math.abs(each))))
                    .toArray();
            Growth before = fit;
            double[] expected = Arrays.stream(sizes).map(before::at).toArray();
            fit = weighted(sizes, lengths, expected, weights);
        }
        return fit;
    }

    /** Least squares of the residuals in units of the expected lengths. */
    private static Growth weighted(double[] sizes, double[] lengths, double[] expected, double[] weights) {
        double w = 0;
        double wx = 0;
        double wxx = 0;
        double wy = 0;
        double wxy = 0;
        for (int i = 0; i < sizes.length; i++) {
            double weight = weights[i] / (expected[i] * expected[i]);
            w += weight;
            wx += weight * sizes[i];
            wxx += weight * sizes[i] * sizes[i];
            wy += weight * lengths[i];
            wxy += weight * sizes[i] * lengths[i];
        }
        double each = (w * wxy - wx * wy) / (w * wxx - wx * wx);
        double fixed = (wy - each * wx) / w;
        if (each < 0) {
            // that it did not grow among these does not say that it never does: what the slope may be counts
            return new Growth(wy / w, 0, sizes, lengths, weights, 2);
        }
        return fixed < 0
                ? new Growth(0, wxy / wxx, sizes, lengths, weights, 1)
                : new Growth(fixed, each, sizes, lengths, weights, 2);
    }

    double at(double size) {
        return Math.max(LEAST, fixed + each * size);
    }

    /** How many times as long the largest of the runs takes as the smallest. */
    double grown() {
        return at(Arrays.stream(sizes).max().orElse(0))
                / at(Arrays.stream(sizes).min().orElse(0));
    }

    double[] residuals() {
        double[] residuals = new double[sizes.length];
        Arrays.setAll(residuals, i -> Math.log(lengths[i] / at(sizes[i])));
        return residuals;
    }

    /** Where eight of ten lie at a size. */
    Robust.Interval interval(double size) {
        return Robust.interval(residuals(), parameters, leverage(size), beyond(size));
    }

    /** The variance of the fit at a size, relative to the variance of one run. */
    private double leverage(double size) {
        double w = 0;
        double wx = 0;
        double wxx = 0;
        for (int i = 0; i < sizes.length; i++) {
            double weight = weights[i] / Math.pow(at(sizes[i]), 2);
            w += weight;
            wx += weight * sizes[i];
            wxx += weight * sizes[i] * sizes[i];
        }
        double determinant = w * wxx - wx * wx;
        if (parameters == 1 || determinant <= 0) {
            return 1.0 / sizes.length;
        }
        return (wxx - 2 * size * wx + size * size * w) / determinant / Math.pow(at(size), 2);
    }

    private double beyond(double size) {
        double largest = Arrays.stream(sizes).max().orElse(size);
        double least = Arrays.stream(sizes).min().orElse(size);
        double outside = Math.max(0, Math.max(Math.log(size / largest), Math.log(least / size)));
        return parameters == 1 && each == 0 ? 0 : outside * (different(sizes) ? CURVE : FIXED_PART);
    }

    private static double[] ones(int count) {
        double[] ones = new double[count];
        Arrays.fill(ones, 1);
        return ones;
    }
}
