package dev.runbook.engine.forecast;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Many courses of a plan by chance, always the same ones; when things are due is read off them. */
final class Courses {
    private static final int MANY = 1000;
    private static final long SEED = 20181108;
    private static final double TAIL = (1 - Length.COVERAGE) / 2;

    private final List<Job> jobs;
    private final int count;
    private final int outages;
    private final Part whole;
    private final Instant origin;
    private final double now;
    private final double[] actualStarts;
    private final double[] actualEnds;
    private final double[][] starts;
    private final double[][] ends;
    private final double[][] outageBegins;
    private final double[][] outageEnds;
    private final double[] over;
    private final boolean[] critical;

    /** @param now before which nothing new begins */
    Courses(List<Job> jobs, int outages, Part whole, Instant origin, Instant now) {
        this.jobs = jobs;
        this.count = jobs.stream().allMatch(Courses::certain) ? 1 : MANY;
        this.outages = outages;
        this.whole = whole;
        this.origin = origin;
        this.now = second(now);
        this.actualStarts =
                jobs.stream().mapToDouble(job -> second(job.started())).toArray();
        this.actualEnds = jobs.stream().mapToDouble(job -> second(job.ended())).toArray();
        this.starts = new double[jobs.size()][count];
        this.ends = new double[jobs.size()][count];
        this.outageBegins = new double[outages][count];
        this.outageEnds = new double[outages][count];
        this.over = new double[count];
        this.critical = sample();
    }

    /** Whether chance has no part in it: it is over, or nobody knows anything of it. */
    private static boolean certain(Job job) {
        return job.over() || job.length().seconds() <= 0;
    }

    private double second(Instant instant) {
        return instant == null ? Double.NaN : Duration.between(origin, instant).toMillis() / 1000.0;
    }

    private boolean[] sample() {
        Pace pace = Pace.of(jobs);
        Random random = new Random(SEED);
        double[] usual = new double[jobs.size()];
        for (int i = 0; i < count; i++) {
            double shared = pace.mean() + pace.spread() * random.nextGaussian();
            double[] lengths = new double[jobs.size()];
            for (int each = 0; each < lengths.length; each++) {
                lengths[each] = length(each, shared, random);
                usual[each] += lengths[each] / count;
            }
            Course course = course(lengths);
            over[i] = course.follow(whole);
            keep(course.starts, starts, i);
            keep(course.ends, ends, i);
            keep(course.outageBegins, outageBegins, i);
            keep(course.outageEnds, outageEnds, i);
        }
        Course middle = course(usual);
        middle.follow(whole);
        return middle.critical();
    }

    private double length(int each, double shared, Random random) {
        Job job = jobs.get(each);
        double elapsed = job.running() ? Math.max(0, now - actualStarts[each]) : 0;
        return Chance.of(job.length(), job.paced() ? shared : 0, elapsed, random);
    }

    private Course course(double[] lengths) {
        return new Course(jobs, outages, lengths, actualStarts, actualEnds, now);
    }

    private static void keep(double[] from, double[][] to, int course) {
        for (int i = 0; i < from.length; i++) {
            to[i][course] = from[i];
        }
    }

    boolean critical(int job) {
        return critical[job];
    }

    Moment start(int job, boolean atLeast) {
        return moment(starts[job], atLeast);
    }

    Moment end(int job, boolean atLeast) {
        return moment(ends[job], atLeast);
    }

    Moment over(boolean atLeast) {
        return moment(over, atLeast);
    }

    /** Null where the plan does not say. */
    Moment outageBegin(int outage, boolean atLeast) {
        return Double.isNaN(outageBegins[outage][0]) ? null : moment(outageBegins[outage], atLeast);
    }

    Moment outageEnd(int outage, boolean atLeast) {
        return Double.isNaN(outageEnds[outage][0]) ? null : moment(outageEnds[outage], atLeast);
    }

    /** How long an outage is, where it began at the given instant, or when the course says. */
    Length outage(int outage, Instant began, boolean known) {
        double[] lengths = new double[count];
        Arrays.setAll(lengths, i -> outageEnds[outage][i] - (began == null ? outageBegins[outage][i] : second(began)));
        double[] sorted = sorted(lengths);
        double centre = at(sorted, 0.5);
        return new Length(
                centre,
                at(sorted, TAIL),
                at(sorted, 1 - TAIL),
                known ? Basis.HISTORY : Basis.UNKNOWN,
                count,
                "the steps between");
    }

    private Moment moment(double[] seconds, boolean atLeast) {
        double[] sorted = sorted(seconds);
        return new Moment(instant(at(sorted, 0.5)), instant(at(sorted, TAIL)), instant(at(sorted, 1 - TAIL)), atLeast);
    }

    private static double[] sorted(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted;
    }

    private static double at(double[] sorted, double p) {
        return sorted[(int) Math.round(p * (sorted.length - 1))];
    }

    private Instant instant(double second) {
        return origin.plusMillis(Math.round(second * 1000));
    }
}
