package dev.runbook.engine.forecast;

import java.util.Arrays;
import java.util.List;
import java.util.PriorityQueue;

/** One course that the plan may take: lengths are given, and everything begins as early as it may. Times are seconds from the beginning of the forecast. */
final class Course {
    private static final int NOTHING = -1;

    private final List<Job> jobs;
    private final double[] lengths;
    private final double[] actualStarts;
    private final double[] actualEnds;
    private final double now;
    final double[] starts;
    final double[] ends;
    final double[] outageBegins;
    final double[] outageEnds;
    private final int[] after;

    /** Where the course stands: when, and the step that led there. */
    private record Point(double second, int by) implements Comparable<Point> {
        @Override
        public int compareTo(Point other) {
            return Double.compare(second, other.second);
        }

        Point later(Point other) {
            return other.second > second ? other : this;
        }
    }

    /**
     * @param now before which nothing new begins
     * @param actualStarts NaN where it has not begun; likewise the ends
     */
    Course(List<Job> jobs, int outages, double[] lengths, double[] actualStarts, double[] actualEnds, double now) {
        this.jobs = jobs;
        this.lengths = lengths;
        this.actualStarts = actualStarts;
        this.actualEnds = actualEnds;
        this.now = now;
        this.starts = new double[jobs.size()];
        this.ends = new double[jobs.size()];
        this.after = new int[jobs.size()];
        this.outageBegins = nowhere(outages);
        this.outageEnds = nowhere(outages);
    }

    private static double[] nowhere(int count) {
        double[] times = new double[count];
        Arrays.fill(times, Double.NaN);
        return times;
    }

    /** Follows the plan; gives the second at which all is over. */
    double follow(Part whole) {
        return walk(whole, new Point(0, NOTHING)).second();
    }

    private Point walk(Part part, Point from) {
        if (part instanceof Part.Work work) {
            return work(work.number(), from);
        } else if (part instanceof Part.InOrder order) {
            Point at = from;
            for (Part each : order.parts()) {
                at = walk(each, at);
            }
            return at;
        } else if (part instanceof Part.AtOnce atOnce) {
            return atOnce(atOnce, from);
        } else if (part instanceof Part.NotBefore until) {
            return until.second() > from.second() ? new Point(until.second(), NOTHING) : from;
        }
        Part.Mark mark = (Part.Mark) part;
        (mark.begins() ? outageBegins : outageEnds)[mark.outage()] = from.second();
        return from;
    }

    private Point work(int number, Point from) {
        after[number] = from.by();
        boolean begun = !Double.isNaN(actualStarts[number]);
        boolean over = !Double.isNaN(actualEnds[number]);
        starts[number] = begun ? actualStarts[number] : Math.max(from.second(), now);
        ends[number] = over ? actualEnds[number] : Math.max(starts[number] + lengths[number], begun ? now : 0);
        return new Point(ends[number], number);
    }

    private Point atOnce(Part.AtOnce part, Point from) {
        PriorityQueue<Point> free = new PriorityQueue<>();
        for (int i = 0; i < Math.max(1, Math.min(part.max(), part.branches().size())); i++) {
            free.add(from);
        }
        Point last = from;
        for (Part branch : part.branches()) {
            Point end = walk(branch, free.remove());
            free.add(end);
            last = last.later(end);
        }
        return last;
    }

    /** The steps of which each began because the one before it was over, back from the last; whatever one of them takes longer, all takes longer. */
    boolean[] critical() {
        boolean[] critical = new boolean[jobs.size()];
        int at = NOTHING;
        for (int i = 0; i < ends.length; i++) {
            at = at == NOTHING || ends[i] > ends[at] || ends[i] == ends[at] && i > at ? i : at;
        }
        for (; at != NOTHING; at = after[at]) {
            critical[at] = true;
        }
        return critical;
    }
}
