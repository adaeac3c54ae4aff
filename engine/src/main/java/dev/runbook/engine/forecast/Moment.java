package dev.runbook.engine.forecast;

import java.time.Duration;
import java.time.Instant;

/**
 * When something is due: eight of ten times between {@code earliest} and {@code latest}.
 *
 * @param atLeast whether something before it is of unknown length, so that it is due then or later
 */
public record Moment(Instant due, Instant earliest, Instant latest, boolean atLeast) {
    /** Something that has happened. */
    public static Moment past(Instant when) {
        return new Moment(when, when, when, false);
    }

    /** The half width of the interval: the wider of its sides. */
    public Duration plusMinus() {
        Duration before = Duration.between(earliest, due);
        Duration after = Duration.between(due, latest);
        return before.compareTo(after) > 0 ? before : after;
    }
}
