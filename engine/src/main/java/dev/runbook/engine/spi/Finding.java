package dev.runbook.engine.spi;

import java.util.Objects;

/**
 * One thing that {@code runbook doctor} found out about a target.
 *
 * @param what  what was looked at, in a word or two: {@code clock}
 * @param found what was found; of anything that is not good also what to do, on further lines where that is long
 */
public record Finding(State state, String what, String found) {
    /** Whether a run can begin. */
    public enum State {
        GOOD,
        /** It can, but somebody should look. */
        CAREFUL,
        /** It would fail. */
        BAD
    }

    public Finding {
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(what, "what");
        Objects.requireNonNull(found, "found");
    }
}
