package dev.runbook.engine.journal;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;

/** An instant as entries write it, {@code 2026-11-21T09:07:12.120Z}: read by its places, since a journal holds very many. */
final class Timestamp {
    private static final String SHAPE = "0000-00-00T00:00:00Z";
    private static final int FRACTION = 9;

    private Timestamp() {}

    static Instant read(String text) {
        return isUsual(text) ? usual(text) : Instant.parse(text);
    }

    private static boolean isUsual(String text) {
        int length = text.length();
        if (length < SHAPE.length() || length > SHAPE.length() + FRACTION + 1) {
            return false;
        }
        for (int i = 0; i < length - 1; i++) {
            char wanted = i < SHAPE.length() - 1 ? SHAPE.charAt(i) : i == SHAPE.length() - 1 ? '.' : '0';
            char found = text.charAt(i);
            if (wanted == '0' ? found < '0' || found > '9' : found != wanted) {
                return false;
            }
        }
        return text.charAt(length - 1) == 'Z';
    }

    private static Instant usual(String text) {
        LocalDate day = LocalDate.of(number(text, 0, 4), number(text, 5, 7), number(text, 8, 10));
        LocalTime time = LocalTime.of(number(text, 11, 13), number(text, 14, 16), number(text, 17, 19));
        int nano = 0;
        for (int i = SHAPE.length(); i < SHAPE.length() + FRACTION; i++) {
            nano = nano * 10 + (i < text.length() - 1 ? text.charAt(i) - '0' : 0);
        }
        return day.atTime(time).toInstant(ZoneOffset.UTC).plusNanos(nano);
    }

    private static int number(String text, int from, int to) {
        int number = 0;
        for (int i = from; i < to; i++) {
            number = number * 10 + text.charAt(i) - '0';
        }
        return number;
    }
}
