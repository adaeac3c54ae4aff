package dev.runbook.dsl.words.host.job;

import java.text.ParsePosition;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The times that a job's lines begin with, for any pattern of {@link DateTimeFormatter}: with or without a day, a year, a zone. Blanks and brackets before them are passed by; a line without one has
 * none. Where the pattern has no day, the lines of a night go on behind midnight.
 */
final class Timestamps {
    /** So far may lines of several threads be out of order; what goes back further is the next day. */
    private static final Duration DISORDER = Duration.ofHours(12);

    private final DateTimeFormatter formatter;
    private final ZoneId zone;
    private final Supplier<Instant> now;
    private LocalDateTime last;

    /**
     * @param zone of times that name none, or null where nobody knows
     * @param now  for what the pattern leaves out: the day or the year of the first line
     */
    Timestamps(String pattern, ZoneId zone, Supplier<Instant> now) {
        // logs write JAN as well as Jan
        this.formatter = new DateTimeFormatterBuilder()
                .parseCaseInsensitive()
                .appendPattern(pattern)
                .toFormatter(Locale.ENGLISH);
        this.zone = zone;
        this.now = now;
    }

    /** The time that a line begins with, in the zone of this machine where its own is known. */
    Optional<LocalDateTime> of(String line) {
        int blanks = line.length() - line.stripLeading().length();
        int word = blanks;
        while (word < line.length() && !Character.isLetterOrDigit(line.charAt(word))) {
            word++;
        }
        Optional<LocalDateTime> found = parsed(line, blanks);
        found = found.isPresent() || word == blanks ? found : parsed(line, word);
        found.ifPresent(time -> last = time);
        return found;
    }

    private Optional<LocalDateTime> parsed(String line, int from) {
        try {
            TemporalAccessor parsed = formatter.parse(line, new ParsePosition(from));
            if (parsed.isSupported(ChronoField.INSTANT_SECONDS)) {
                return Optional.of(
                        Instant.from(parsed).atZone(ZoneId.systemDefault()).toLocalDateTime());
            }
            return Optional.of(here(parsed));
        } catch (DateTimeException | IndexOutOfBoundsException none) {
            return Optional.empty();
        }
    }

    private LocalDateTime here(TemporalAccessor parsed) {
        LocalTime time = LocalTime.from(parsed);
        if (parsed.isSupported(ChronoField.EPOCH_DAY)) {
            return local(LocalDate.from(parsed).atTime(time));
        }
        ZoneId there = zone == null ? ZoneId.systemDefault() : zone;
        LocalDate today = now.get().atZone(there).toLocalDate();
        if (parsed.isSupported(ChronoField.MONTH_OF_YEAR) && parsed.isSupported(ChronoField.DAY_OF_MONTH)) {
            LocalDate day = MonthDay.from(parsed).atYear(today.getYear());
            // in January the lines of December are those of last year
            return local((day.isAfter(today.plusDays(1)) ? day.minusYears(1) : day).atTime(time));
        }
        LocalDateTime first = local(today.atTime(time));
        if (last == null) {
            boolean ahead = first.isAfter(
                    local(now.get().atZone(there).toLocalDateTime()).plusHours(1));
            return ahead ? first.minusDays(1) : first;
        }
        return beside(last, first);
    }

    /** The day on which a time is nearest to the one before. */
    private static LocalDateTime beside(LocalDateTime last, LocalDateTime first) {
        LocalDateTime next = first;
        while (next.isBefore(last.minus(DISORDER))) {
            next = next.plusDays(1);
        }
        while (next.isAfter(last.plus(DISORDER)) && next.toLocalDate().isAfter(last.toLocalDate())) {
            next = next.minusDays(1);
        }
        return next;
    }

    private LocalDateTime local(LocalDateTime time) {
        return zone == null
                ? time
                : time.atZone(zone).withZoneSameInstant(ZoneId.systemDefault()).toLocalDateTime();
    }
}
