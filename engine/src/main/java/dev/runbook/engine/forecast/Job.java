package dev.runbook.engine.forecast;

import dev.runbook.engine.model.Outcome;
import java.time.Instant;
import java.util.List;

/**
 * A step as it is to be forecast.
 *
 * @param kind    {@code step}, {@code manual} or {@code consent}
 * @param who     the people, where they are named
 * @param outcome how it stands in the run that goes on; pending before one
 * @param started null before
 * @param ended   null before
 * @param took    seconds of work, once it is over: without the time in which the run stood still
 * @param length  of the whole step
 */
record Job(
        String path,
        String name,
        String phase,
        String kind,
        List<String> who,
        Outcome outcome,
        Instant started,
        Instant ended,
        double took,
        Length length) {

    boolean over() {
        return ended != null;
    }

    boolean running() {
        return started != null && ended == null;
    }

    boolean people() {
        return !kind.equals(StepForecast.STEP);
    }

    /** Whether this run's pace shows in it, or will. */
    boolean paced() {
        return !people() && length.basis().measured();
    }
}
