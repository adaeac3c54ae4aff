package dev.runbook.engine.forecast;

import java.util.List;

/** What is due only after something of unknown length. */
final class Doubt {
    private final List<Job> jobs;
    private final boolean[] before;
    private final boolean[] begins;
    private final boolean[] ends;
    private final int[] seen;
    private final boolean[] within;
    private final boolean any;
    private int unknown;

    Doubt(List<Job> jobs, Part whole, int outages) {
        this.jobs = jobs;
        this.before = new boolean[jobs.size()];
        this.begins = new boolean[outages];
        this.ends = new boolean[outages];
        this.seen = new int[outages];
        this.within = new boolean[outages];
        this.any = walk(whole, false);
    }

    private boolean walk(Part part, boolean doubtful) {
        boolean after = doubtful;
        if (part instanceof Part.Work work) {
            before[work.number()] = doubtful;
            Job job = jobs.get(work.number());
            after = !job.over() && (doubtful || !job.length().known());
            unknown += !job.over() && !job.length().known() ? 1 : 0;
        } else if (part instanceof Part.InOrder order) {
            for (Part each : order.parts()) {
                after = walk(each, after);
            }
        } else if (part instanceof Part.AtOnce atOnce) {
            boolean queued = atOnce.branches().size() > atOnce.max();
            for (Part branch : atOnce.branches()) {
                after |= walk(branch, queued ? after : doubtful);
            }
        } else if (part instanceof Part.Mark mark) {
            mark(mark, doubtful);
        }
        return after;
    }

    private void mark(Part.Mark mark, boolean doubtful) {
        (mark.begins() ? begins : ends)[mark.outage()] = doubtful;
        within[mark.outage()] = !mark.begins() && unknown > seen[mark.outage()];
        seen[mark.outage()] = unknown;
    }

    /** Whether something of unknown length lies in the outage. */
    boolean within(int outage) {
        return within[outage];
    }

    boolean before(int job) {
        return before[job];
    }

    boolean atBegin(int outage) {
        return begins[outage];
    }

    boolean atEnd(int outage) {
        return ends[outage];
    }

    boolean any() {
        return any;
    }
}
