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
    NOTE,
    KEPT,
    REMEMBERED,
    ASKED,
    RETRY,
    DONE,
    ALREADY_DONE,
    SKIPPED,
    LEFT_OUT,
    FAILED,
    UNKNOWN,
    WAITING,
    ANSWERED,
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
