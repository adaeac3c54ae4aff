package dev.runbook.engine.run;

import java.time.Duration;

/** Which of a job's many words on its progress are worth a line of the journal: the first, the last, and one every few seconds. */
final class Told {
    private static final Duration EVERY = Duration.ofSeconds(5);

    private double last = Double.NaN;
    private long when;

    synchronized boolean tells(double done, double total, long nanos) {
        if (!(total > 0) || !(done >= 0) || done > total || done == last) {
            return false;
        }
        boolean due = Double.isNaN(last) || done == total || nanos - when >= EVERY.toNanos();
        if (due) {
            last = done;
            when = nanos;
        }
        return due;
    }
}
