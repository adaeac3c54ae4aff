package dev.runbook.engine.journal;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One line of a journal.
 *
 * @param seq  counted from 0
 * @param path the step it is about, or null
 * @param data what it says; JSON data only, secrets masked
 */
public record Entry(long seq, Instant time, Kind kind, String path, Map<String, Object> data) {
    public Entry {
        data = Collections.unmodifiableMap(new LinkedHashMap<>(data));
    }

    public String text(String key) {
        Object value = data.get(key);
        return value == null ? null : value.toString();
    }

    public double number(String key) {
        return data.get(key) instanceof Number number ? number.doubleValue() : 0;
    }
}
