package dev.runbook.engine.run;

/** How a body behaves when the run is asked to stop: the effect that runs comes to its end in any case. */
enum Conduct {
    /** It may only read, and stops before its next effect. */
    READS,
    /** It may be repeated, and stops before its next effect. */
    REPEATABLE,
    /** It stops before its next effect as long as it has written nothing; after that it comes to its end, since nobody could repeat it. */
    ONCE,
    /** It comes to its end: it puts back what must not stay. */
    THROUGH;

    boolean stopsBefore(boolean hasWritten) {
        return this == READS || this == REPEATABLE || this == ONCE && !hasWritten;
    }
}
