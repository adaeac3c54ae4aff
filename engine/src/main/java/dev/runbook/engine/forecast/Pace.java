package dev.runbook.engine.forecast;

import java.util.List;

/**
 * How fast the machines of this run are against those of the runs before, as a logarithm: normal about the same, with {@value #DIFFER}, and corrected by each step that is over,
 * by its precision (the posterior of a normal mean with known variances). What all steps share does not average out in their sum.
 */
record Pace(double mean, double spread) {
    private static final double DIFFER = 0.1;
    /** A step of less than this shows more of the scheduler than of the machine. */
    private static final double SHORT = 2;

    static Pace of(List<Job> jobs) {
        double precision = 1 / (DIFFER * DIFFER);
        double sum = 0;
        for (Job job : jobs) {
            double took = job.over() && job.paced() ? job.took() : 0;
            if (took > 0 && job.length().seconds() > SHORT) {
                double side = took > job.length().seconds()
                        ? Math.log(job.length().high() / job.length().seconds())
                        : Math.log(
                                job.length().seconds() / Math.max(job.length().low(), 1e-3));
                double own = Math.max(0.05, side / Robust.Z);
                // an odd step says no more than a step at the edge of the usual
                double off = Math.max(
                        -2 * own, Math.min(2 * own, Math.log(took / job.length().seconds())));
                sum += off / (own * own);
                precision += 1 / (own * own);
            }
        }
        return new Pace(sum / precision, Math.sqrt(1 / precision));
    }
}
