package dev.runbook.engine.report;

import dev.runbook.engine.forecast.Moment;
import dev.runbook.engine.model.Durations;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.zone.ZoneOffsetTransition;
import java.util.Locale;

/** Instants as clocks on the wall show them between two instants: with the day where it is another one, with the zone where clocks are put forward or back in between. */
public final class WallClock {
    private static final Duration LONG = Duration.ofMinutes(30);

    private final ZoneId zone;
    private final LocalDate first;
    private final ZoneOffsetTransition change;
    private final DateTimeFormatter clock;

    public WallClock(ZoneId zone, Instant from, Instant to) {
        this.zone = zone;
        this.first = from.atZone(zone).toLocalDate();
        ZoneOffsetTransition next = zone.getRules().nextTransition(from.minusMillis(1));
        this.change = next == null || next.getInstant().isAfter(to) ? null : next;
        boolean exact = Duration.between(from, to).compareTo(LONG) < 0;
        this.clock = DateTimeFormatter.ofPattern(
                (exact ? "HH:mm:ss" : "HH:mm") + (change == null ? "" : " zzz"), Locale.ENGLISH);
    }

    /** {@code 23:10}, {@code Sun 22 Nov 01:25}. */
    public String show(Instant instant) {
        ZonedDateTime time = instant.atZone(zone);
        String day = time.toLocalDate().equals(first)
                ? ""
                : DateTimeFormatter.ofPattern("EEE d MMM ", Locale.ENGLISH).format(time);
        return day + clock.format(time);
    }

    /** The first instant after this one at which clocks show a multiple of the raster. */
    public Instant next(Instant after, Duration raster) {
        long offset = zone.getRules().getOffset(after).getTotalSeconds() * 1000L;
        long local = after.toEpochMilli() + offset;
        return Instant.ofEpochMilli((Math.floorDiv(local, raster.toMillis()) + 1) * raster.toMillis() - offset);
    }

    /** {@code 23:10}; {@code 23:10 or later} where something before it is of unknown length. */
    public String show(Moment moment) {
        return show(moment.due()) + (moment.atLeast() ? " or later" : "");
    }

    /** In full: {@code Sat 21 Nov 2026 22:00 CET}. */
    public String full(Instant instant) {
        return DateTimeFormatter.ofPattern("EEE d MMM yyyy HH:mm zzz", Locale.ENGLISH)
                .format(instant.atZone(zone));
    }

    /** That clocks change in between, or nothing. */
    public String change() {
        if (change == null) {
            return "";
        }
        return "clocks are put " + (change.isGap() ? "forward" : "back") + " from "
                + change.getDateTimeBefore().toLocalTime() + " to "
                + change.getDateTimeAfter().toLocalTime() + " on "
                + DateTimeFormatter.ofPattern("EEE d MMM", Locale.ENGLISH).format(change.getDateTimeBefore());
    }

    /** A width as people need it: {@code ± 40 s}, {@code ± 12 m}. */
    public static String plusMinus(Duration half) {
        long seconds = (half.toMillis() + 999) / 1000;
        return "± "
                + (seconds < 90
                        ? seconds + " s"
                        : seconds < 90 * 60
                                ? (seconds + 59) / 60 + " m"
                                : Durations.show(Duration.ofMinutes((seconds + 59) / 60)));
    }
}
