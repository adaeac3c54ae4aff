package dev.runbook.engine.journal;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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

    /** What tells that something happened: it is written down as long as there is any room, when nothing may be begun any more. */
    private static final Set<Kind> TELLING = EnumSet.of(
            EFFECT,
            VERIFICATION,
            MILESTONE,
            MEASURE,
            PROGRESS,
            NOTE,
            KEPT,
            WAITED,
            DONE,
            ALREADY_DONE,
            FAILED,
            UNKNOWN,
            TICKED,
            ANSWERED,
            TOLD,
            RESTORED,
            UNDONE,
            PAUSED,
            STOPPED,
            FINISHED);

    private static final Map<String, Kind> BY_LABEL =
            Stream.of(values()).collect(Collectors.toMap(Kind::label, Function.identity()));

    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Optional<Kind> find(String label) {
        return Optional.ofNullable(BY_LABEL.get(label));
    }

    /** Whether it tells of something that happened, and announces nothing. */
    boolean tells() {
        return TELLING.contains(this);
    }
}
