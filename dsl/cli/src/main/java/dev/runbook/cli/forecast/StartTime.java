package dev.runbook.cli.forecast;

import dev.runbook.engine.model.RunbookException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.zone.ZoneOffsetTransition;
import java.util.List;

/** When a run is to begin, as people type it: {@code 22:00}, {@code 2026-11-21 22:00}, {@code 2026-11-21T22:00+01:00}, {@code now}. */
public final class StartTime {
    private static final String EXPECTED =
            "--start: expected a time such as 22:00, 2026-11-21T22:00, 2026-11-21T22:00+01:00 or now, found '";

    private StartTime() {}

    /** @param zone of times that name none */
    public static Instant parse(String text, ZoneId zone, Instant now) {
        String trimmed = text == null ? "now" : text.strip();
        if (trimmed.equals("now")) {
            return now;
        }
        if (trimmed.matches("\\d{1,2}:\\d\\d(:\\d\\d)?")) {
            return next(trimmed, zone, now);
        }
        String iso = trimmed.replaceFirst("^(\\d{4}-\\d\\d-\\d\\d) +", "$1T");
        try {
            if (iso.matches("\\d{4}-\\d\\d-\\d\\d")) {
                return local(LocalDate.parse(iso).atStartOfDay(), zone);
            }
            if (iso.contains("[")) {
                return ZonedDateTime.parse(iso).toInstant();
            }
            return iso.matches(".*T.*(Z|[+-]\\d\\d(:?\\d\\d)?)$")
                    ? OffsetDateTime.parse(iso.replaceFirst("([+-]\\d\\d)$", "$1:00"))
                            .toInstant()
                    : local(LocalDateTime.parse(iso), zone);
        } catch (DateTimeException malformed) {
            throw RunbookException.invalid(EXPECTED + text + "'");
        }
    }

    /** The next time that clocks show it. */
    private static Instant next(String text, ZoneId zone, Instant now) {
        LocalTime time;
        try {
            time = LocalTime.parse(text.length() % 3 == 1 ? "0" + text : text);
        } catch (DateTimeException malformed) {
            throw RunbookException.invalid(EXPECTED + text + "'");
        }
        LocalDate today = now.atZone(zone).toLocalDate();
        Instant first = local(today.atTime(time), zone);
        return first.isBefore(now) ? local(today.plusDays(1).atTime(time), zone) : first;
    }

    /** Where clocks are put forward some times are never, where they are put back some are twice: the person must say which one is meant. */
    private static Instant local(LocalDateTime time, ZoneId zone) {
        List<ZoneOffset> offsets = zone.getRules().getValidOffsets(time);
        if (offsets.size() == 1) {
            return time.toInstant(offsets.get(0));
        }
        if (offsets.isEmpty()) {
            ZoneOffsetTransition gap = zone.getRules().getTransition(time);
            throw RunbookException.invalid("--start: " + time + " does not exist in " + zone
                    + ": clocks are put forward from " + gap.getDateTimeBefore().toLocalTime() + " to "
                    + gap.getDateTimeAfter().toLocalTime() + " then");
        }
        throw RunbookException.invalid("--start: " + time + " is twice in " + zone
                + ", where clocks are put back then: say " + time + offsets.get(0) + " or " + time + offsets.get(1));
    }
}
