package dev.runbook.engine.forecast;

import java.util.Locale;

/** What the length of a step is known from. */
public enum Basis {
    /** Earlier runs, as they were. */
    HISTORY,
    /** Earlier runs of different size: a fixed part, and one that grows with a unit. */
    AFFINE,
    /** Earlier runs of one size: so much for each unit. */
    PROPORTIONAL,
    /** The author's {@code expect:}. */
    EXPECTED,
    /** Its condition did not hold in most earlier runs, or it was done already in all: nothing. */
    NOTHING,
    /** It is over in this run. */
    ACTUAL,
    /** Nobody knows. */
    UNKNOWN;

    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether the length comes from machines' times that earlier runs took: how fast this run is says something about it. */
    boolean measured() {
        return this == HISTORY || this == AFFINE || this == PROPORTIONAL;
    }
}
