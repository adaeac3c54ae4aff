package dev.runbook.engine.journal;

import java.util.Locale;

/** What an entry says. */
public enum Kind {
    /** The header: what is run, where, with what, by whom. */
    RUN,
    STARTED,
    EFFECT,
    VERIFICATION,
    MILESTONE,
    MEASURE,
    /** How far a job says it is. */
    PROGRESS,
    NOTE,
    KEPT,
    REMEMBERED,
    ASKED,
    /** The run waited for a time of day. */
    WAITED,
    RETRY,
    DONE,
    ALREADY_DONE,
    SKIPPED,
    LEFT_OUT,
    FAILED,
    UNKNOWN,
    WAITING,
    /** One thing on the list of a manual was done, or was not after all. */
    TICKED,
    ANSWERED,
    /** Somebody was told, or could not be. */
    TOLD,
    ITEMS,
    WAS,
    RAISED,
    RESTORED,
    OUTAGE_BEGAN,
    OUTAGE_ENDED,
    CONSENTED,
    UNDOING,
    UNDONE,
    DECIDED,
    /** A background was taken down because the run stopped: it comes back with the next engine. */
    PAUSED,
    /** A finished step has another name now. */
    RENAMED,
    /** A finished step differs from what the plan says, and need not run again. */
    ACCEPTED,
    /** A torn last line was dropped. */
    REPAIRED,
    RESUMED,
    STOPPED,
    FINISHED;

    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static Kind of(String label) {
        return valueOf(label.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
