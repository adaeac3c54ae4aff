package dev.runbook.engine.forecast;

import java.util.Arrays;

/**
 * Centre and spread that a few odd runs do not move.
 *
 * <p>Lengths of work differ by factors, so everything here is about logarithms. The centre is the median. The spread of a few samples is their median absolute deviation,
 * made consistent for the normal distribution and corrected for small samples (C. Croux, P. J. Rousseeuw, <i>Time-efficient algorithms for two highly robust estimators of
 * scale</i>, 1992), and shrunk to a prior of {@value #PRIOR} that weighs as much as {@value #PRIOR_WEIGHT} samples: the posterior predictive of a normal with a scaled
 * inverse-χ² prior is Student's t (A. Gelman et al., <i>Bayesian Data Analysis</i>, 3rd ed., 3.2–3.3), whose degrees of freedom are counted by the efficiency of the MAD, {@value #EFFICIENCY}. From {@value #ENOUGH} samples on the residuals speak for themselves: their quantiles at {@code p(n + 1)} (type 6 of R. J. Hyndman, Y. Fan, <i>Sample quantiles in
 * statistical packages</i>, 1996) hold a new one with just that probability, whatever the distribution.
 *
 * <p>Simulated: eight of ten are held from the first run on by steps that vary by up to a fifth, from the fifth run on by any; a step that varies by two fifths is held seven
 * times of ten after three runs.
 */
final class Robust {
    /** What lengths of one step differ by, before any two are known: about 15 %. */
    private static final double PRIOR = 0.15;

    private static final int PRIOR_WEIGHT = 2;
    private static final double EFFICIENCY = 0.37;
    private static final int ENOUGH = 10;
    private static final double TAIL = (1 - Length.COVERAGE) / 2;

    /** The quantile of the normal distribution that leaves a tenth above. */
    static final double Z = 1.2815515655446004;

    private static final double CONSISTENT = 1.4826;
    private static final double[] SMALL = {1, 1, 1.196, 1.495, 1.363, 1.206, 1.200, 1.140, 1.129, 1.107};
    /** A median of normal samples scatters by this much more, squared, than their mean. */
    private static final double MEDIAN_LOSS = Math.PI / 2;

    private Robust() {}

    /** How far below and above the centre eight of ten lie, in logarithms. */
    record Interval(double below, double above) {}

    static double median(double... values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    static double median(java.util.Collection<Double> values) {
        return median(values.stream().mapToDouble(Double::doubleValue).toArray());
    }

    /** The spread of residuals about zero. */
    static double spread(double[] residuals) {
        int n = residuals.length;
        if (n < 2) {
            return 0;
        }
        double mad = median(Arrays.stream(residuals).map(Math::abs).toArray());
        return CONSISTENT * mad * (n < SMALL.length ? SMALL[n] : n / (n - 0.8));
    }

    /**
     * Where the next one lies.
     *
     * @param residuals  logarithms about the centre
     * @param parameters how many numbers the centre was fitted with
     * @param leverage   the variance of the centre itself, in units of the spread's
     * @param beyond     what is not known about a size that no run had, as a standard deviation
     */
    static Interval interval(double[] residuals, int parameters, double leverage, double beyond) {
        int free = Math.max(0, residuals.length - parameters);
        double found = spread(residuals);
        double shrunk = (PRIOR_WEIGHT * PRIOR * PRIOR + free * found * found) / (PRIOR_WEIGHT + free);
        // the prior calms what few samples say; it must not talk down a spread that is plainly larger
        double variance = Math.max(shrunk, found * found * free / (free + 1));
        double loss = residuals.length > 2 ? MEDIAN_LOSS : 1;
        if (free < ENOUGH) {
            double t = student(PRIOR_WEIGHT + EFFICIENCY * free);
            double side = hypot(t * Math.sqrt(variance), fit(t * Math.sqrt(loss * leverage * variance)), Z * beyond);
            return new Interval(side, side);
        }
        double centre = parameters == 1 ? 0 : fit(Z * Math.sqrt(loss * leverage * variance));
        return new Interval(
                hypot(Math.max(0, -quantile(residuals, TAIL)), centre, Z * beyond),
                hypot(Math.max(0, quantile(residuals, 1 - TAIL)), centre, Z * beyond));
    }

    /** What a fit does not know adds to a length, it does not multiply it: far outside of what was seen the difference is large. */
    private static double fit(double relative) {
        return Math.log1p(relative);
    }

    private static double hypot(double a, double b, double c) {
        return Math.sqrt(a * a + b * b + c * c);
    }

    /** The quantile at {@code p(n + 1)}. */
    static double quantile(double[] values, double p) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        double at = Math.min(Math.max(p * (sorted.length + 1) - 1, 0), sorted.length - 1.0);
        int below = (int) at;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
    }

    /** The quantile of Student's t that leaves a tenth above (M. Abramowitz, I. A. Stegun, 26.7.5); good from two degrees of freedom on. */
    static double student(double free) {
        double z = Z;
        double first = (Math.pow(z, 3) + z) / 4;
        double second = (5 * Math.pow(z, 5) + 16 * Math.pow(z, 3) + 3 * z) / 96;
        double third = (3 * Math.pow(z, 7) + 19 * Math.pow(z, 5) + 17 * Math.pow(z, 3) - 15 * z) / 384;
        return z + first / free + second / Math.pow(free, 2) + third / Math.pow(free, 3);
    }
}
