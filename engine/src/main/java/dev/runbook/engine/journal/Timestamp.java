package dev.runbook.engine.journal;

import java.time.Instant;
import java.time.LocalDate;

/** An instant as entries write it, {@code 2026-11-21T09:07:12.120Z}: read by its places, since a journal holds very many. */
final class Timestamp {
    private static final int SHORTEST = "2026-11-21T09:07:12Z".length();
    private static final int SECONDS_A_DAY = 86_400;

    private Timestamp() {}

    static Instant read(String text) {
        int end = text.length() - 1;
        if (end + 1 < SHORTEST
                || end > SHORTEST + 9
                || text.charAt(4) != '-'
                || text.charAt(10) != 'T'
                || text.charAt(end) != 'Z') {
            return Instant.parse(text);
        }
        for (int i = 0; i < end; i++) {
            boolean digit = text.charAt(i) >= '0' && text.charAt(i) <= '9';
            if (digit == ("-:T.".indexOf(text.charAt(i)) >= 0)) {
                return Instant.parse(text);
            }
        }
        long day = LocalDate.of(number(text, 0, 4), number(text, 5, 7), number(text, 8, 10))
                .toEpochDay();
        int second = number(text, 11, 13) * 3600 + number(text, 14, 16) * 60 + number(text, 17, 19);
        int nano = 0;
        for (int i = 0; i < 9; i++) {
            nano = nano * 10 + (20 + i < end ? text.charAt(20 + i) - '0' : 0);
        }
        return Instant.ofEpochSecond(day * SECONDS_A_DAY + second, nano);
    }

    private static int number(String text, int from, int to) {
        int number = 0;
        for (int i = from; i < to; i++) {
            number = number * 10 + text.charAt(i) - '0';
        }
        return number;
    }
}
