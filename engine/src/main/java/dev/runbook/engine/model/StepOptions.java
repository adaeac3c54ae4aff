package dev.runbook.engine.model;

import java.time.Duration;
import java.util.Set;

/**
 * How a step is run.
 *
 * @param timeout  after which its work is stopped, or null
 * @param retries  how often it is tried again after it failed
 * @param backoff  the pause before the first retry; it doubles each time
 * @param when     answered once; not holding skips the step; or null
 * @param doneWhen already holding records the step as done; or null
 * @param guard    asked again at every start of the engine, before any write
 * @param tags     what {@code --only} and {@code --skip} may name
 * @param expect   the author's guess of the duration, or null
 * @param rerun    whether it may run again when nobody knows whether it finished
 */
public record StepOptions(
        Duration timeout,
        int retries,
        Duration backoff,
        Condition when,
        Condition doneWhen,
        boolean guard,
        Set<String> tags,
        Duration expect,
        Rerun rerun) {
    public static final Duration BACKOFF = Duration.ofSeconds(1);
    public static final StepOptions NONE =
            new StepOptions(null, 0, BACKOFF, null, null, false, Set.of(), null, Rerun.ASK);

    public StepOptions {
        tags = Set.copyOf(tags);
        if (retries < 0) {
            throw RunbookException.invalid("retries: expected 0 or more, found " + retries);
        }
        if (timeout != null && (timeout.isZero() || timeout.isNegative())) {
            throw RunbookException.invalid("timeout: expected more than 0, found " + Durations.show(timeout));
        }
    }

    /** Whether it may simply run again when nobody knows whether it finished: a guard only reads. */
    public boolean repeatable() {
        return guard || rerun == Rerun.SAFE;
    }
}
