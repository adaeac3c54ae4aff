package dev.runbook.dsl.words.host.job;

import dev.runbook.dsl.words.value.Given;
import dev.runbook.dsl.words.value.Payload;
import dev.runbook.engine.model.RunbookException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * What a script says about a job's output.
 *
 * @param milestones names and what starts them, in the script's order
 * @param success    what must have appeared, or null
 * @param failure    what must not, or null
 * @param progress   a pattern with groups {@code done} and {@code total}, or {@code percent}; or null
 * @param timestamps how its lines begin, or null
 * @param stall      the longest silence, or null
 * @param lines      is given each line of the output, for a word of a plugin that works out its own progress
 */
record JobTerms(
        List<Mark> milestones,
        Pattern success,
        Pattern failure,
        Pattern progress,
        Timestamps timestamps,
        Duration stall,
        List<Integer> ok,
        Consumer<String> lines) {
    /** A milestone: its name, and what a line holds that starts it. */
    record Mark(String name, Pattern begins) {}

    /** @param now completes times without a day */
    static JobTerms of(Given given, Supplier<Instant> now) {
        return new JobTerms(
                marks(given),
                pattern(given, "success"),
                pattern(given, "failure"),
                progress(given),
                timestamps(given, now),
                given.duration("stall", null),
                given.statuses(),
                lines(given));
    }

    /** The time that a line begins with, in the zone of this machine where the job's own is known. */
    Optional<LocalDateTime> time(String line) {
        return timestamps == null ? Optional.empty() : timestamps.of(line);
    }

    @SuppressWarnings("unchecked")
    private static Consumer<String> lines(Given given) {
        return given.any("lines") instanceof Consumer<?> lines ? (Consumer<String>) lines : line -> {};
    }

    private static List<Mark> marks(Given given) {
        Object value = given.any("milestones");
        List<Mark> marks = new ArrayList<>();
        if (value == null) {
            return marks;
        }
        for (Object each : value instanceof Collection<?> many ? many : List.of(value)) {
            if (each == null) {
                throw given.wrong("milestones", "texts and patterns");
            }
            marks.add(
                    each instanceof Pattern pattern
                            ? new Mark(pattern.pattern(), pattern)
                            : new Mark(Payload.text(each), Pattern.compile(Pattern.quote(Payload.text(each)))));
        }
        return marks;
    }

    private static Pattern pattern(Given given, String name) {
        Object value = given.any(name);
        if (value == null || value instanceof Pattern) {
            return (Pattern) value;
        }
        String text = given.text(name);
        if (text.isEmpty()) {
            throw given.wrong(name, "a text or a pattern");
        }
        return Pattern.compile(Pattern.quote(text));
    }

    private static Pattern progress(Given given) {
        Object value = given.any("progress");
        if (value == null) {
            return null;
        }
        if (value instanceof Pattern pattern
                && (pattern.pattern().contains("(?<percent>")
                        || pattern.pattern().contains("(?<done>")
                                && pattern.pattern().contains("(?<total>"))) {
            return pattern;
        }
        throw given.wrong("progress", "a pattern with the groups (?<done>…) and (?<total>…), or (?<percent>…)");
    }

    private static Timestamps timestamps(Given given, Supplier<Instant> now) {
        String pattern = given.text("timestamps");
        ZoneId zone = zone(given);
        try {
            return pattern == null ? null : new Timestamps(pattern, zone, now);
        } catch (IllegalArgumentException malformed) {
            throw RunbookException.invalid("job timestamps: expected a pattern such as 'yyyy/MM/dd HH:mm:ss', found '"
                    + pattern + "': " + malformed.getMessage());
        }
    }

    private static ZoneId zone(Given given) {
        String zone = given.text("zone");
        try {
            return zone == null ? null : ZoneId.of(zone);
        } catch (DateTimeException unknown) {
            throw given.wrong("zone", "a zone such as 'Europe/Berlin' or 'UTC'");
        }
    }
}
