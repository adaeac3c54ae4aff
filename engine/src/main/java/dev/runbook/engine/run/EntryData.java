package dev.runbook.engine.run;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** How entries write lengths and data. */
final class EntryData {
    private EntryData() {}

    /** Seconds with milliseconds: 12.345. */
    static double seconds(Duration length) {
        return length.toMillis() / 1000.0;
    }

    /** Seconds from one instant to another; none where somebody set the clock back in between. */
    static double seconds(Instant from, Instant to) {
        return Math.max(0, seconds(Duration.between(from, to)));
    }

    /** Names and values by turns, as an entry's data; nulls stay. */
    static Map<String, Object> of(Object... namesAndValues) {
        Map<String, Object> data = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            data.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return data;
    }
}
