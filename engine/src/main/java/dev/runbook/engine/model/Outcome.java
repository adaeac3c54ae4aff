package dev.runbook.engine.model;

import java.util.Locale;

/** How a step, or what a person sees of it, stands. */
public enum Outcome {
    PENDING,
    RUNNING,
    WAITING,
    DONE,
    /** {@code doneWhen} held before the step ran. */
    ALREADY_DONE,
    /** {@code when} did not hold. */
    SKIPPED,
    /** The operator left it out with {@code --skip}, {@code --only}, {@code --from} or {@code --phase}. */
    LEFT_OUT,
    FAILED,
    /** It was in flight when contact or the engine was lost: nobody knows. */
    UNKNOWN,
    UNDONE;

    /** The name in reports: {@code already-done}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static Outcome of(String label) {
        return valueOf(label.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    /** Whether resume passes it by. */
    public boolean finished() {
        return this == DONE || this == ALREADY_DONE || this == SKIPPED || this == LEFT_OUT;
    }
}
