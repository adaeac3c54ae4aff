package dev.runbook.engine.forecast;

import dev.runbook.engine.model.Outcome;
import java.util.List;

/**
 * When a step is due and how long it will take.
 *
 * @param kind     {@code step}, {@code manual} (people work) or {@code consent} (a person types a name before something that cannot be taken back)
 * @param who      who does it, where the runbook says so
 * @param outcome  pending, or how it stands in the run that goes on
 * @param due      when it begins
 * @param ends     when it is over
 * @param length   how long it takes; of a running one, all of it
 * @param critical whether everything ends later where it takes longer
 */
public record StepForecast(
        String path,
        String name,
        String phase,
        String kind,
        List<String> who,
        Outcome outcome,
        Moment due,
        Moment ends,
        Length length,
        boolean critical) {
    public static final String STEP = "step";
    public static final String CONSENT = "consent";

    public StepForecast {
        who = List.copyOf(who);
    }

    /** Whether a person has to act. */
    public boolean human() {
        return !kind.equals(STEP);
    }

    /** Whether it is still to come. */
    public boolean toCome() {
        return outcome == Outcome.PENDING;
    }

    /** Whether it takes longer than nine of ten would. */
    public boolean overdue(java.time.Instant now) {
        return (outcome == Outcome.RUNNING || outcome == Outcome.WAITING)
                && length.known()
                && java.time.Duration.between(due.due(), now).toMillis() > length.high() * 1000;
    }
}
