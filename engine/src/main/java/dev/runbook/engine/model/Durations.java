package dev.runbook.engine.model;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as the language writes them: {@code 500ms}, {@code 30s}, {@code 10m}, {@code 8h}, {@code 2d}, or several together, {@code 1h30m}. */
public final class Durations {
    private static final Pattern WHOLE = Pattern.compile("(?:\\d+(?:ms|s|m|h|d))+");
    private static final Pattern PART = Pattern.compile("(\\d+)(ms|s|m|h|d)");

    private Durations() {}

    /** Empty where the text is not a duration. */
    public static Optional<Duration> tryParse(String text) {
        String trimmed = text.trim();
        if (!WHOLE.matcher(trimmed).matches()) {
            return Optional.empty();
        }
        Duration total = Duration.ZERO;
        Matcher part = PART.matcher(trimmed);
        try {
            while (part.find()) {
                total = total.plus(of(Long.parseLong(part.group(1)), part.group(2)));
            }
        } catch (ArithmeticException | NumberFormatException tooLong) {
            return Optional.empty();
        }
        return Optional.of(total);
    }

    /** Accepts a {@link Duration} or a text; anything else is an error that names {@code where}. */
    public static Duration parse(Object value, String where) {
        if (value instanceof Duration duration) {
            return duration;
        }
        return (value instanceof CharSequence text ? tryParse(text.toString()) : Optional.<Duration>empty())
                .orElseThrow(() -> RunbookException.invalid(where
                        + ": expected a duration such as 500ms, 30s, 10m, 8h, 2d or 1h30m, found '" + value + "'"));
    }

    /** For people: {@code 2 h 07 m}, {@code 3 m 05 s}, {@code 7.9 s}. */
    public static String show(Duration duration) {
        if (duration.isNegative()) {
            return "-" + show(duration.negated());
        }
        long seconds = duration.plusMillis(50).toSeconds();
        if (seconds >= 86_400) {
            return seconds / 86_400 + " d " + two(seconds % 86_400 / 3_600) + " h";
        }
        if (seconds >= 3_600) {
            return seconds / 3_600 + " h " + two(seconds % 3_600 / 60) + " m";
        }
        if (seconds >= 60) {
            return seconds / 60 + " m " + two(seconds % 60) + " s";
        }
        long tenths = Math.round(duration.toMillis() / 100.0);
        return tenths / 10 + "." + tenths % 10 + " s";
    }

    private static String two(long number) {
        return number < 10 ? "0" + number : String.valueOf(number);
    }

    private static Duration of(long amount, String unit) {
        return switch (unit) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            case "h" -> Duration.ofHours(amount);
            default -> Duration.ofDays(amount);
        };
    }
}
