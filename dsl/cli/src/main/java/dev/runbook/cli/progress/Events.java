package dev.runbook.cli.progress;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.runbook.engine.journal.Entry;
import java.util.LinkedHashMap;
import java.util.Map;

/** The run's events for programs: {@code {"seq":…,"time":…,"event":…,"step":…,…}}, an object a line. */
public final class Events {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Events() {}

    /** An entry of the journal as an event; the texts of the scripts stay in the journal. */
    static String line(Entry entry) {
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("seq", entry.seq());
        event.put("time", entry.time().toString());
        event.put("event", entry.kind().label());
        event.put("step", entry.path());
        event.putAll(entry.data());
        event.remove("sources");
        try {
            return JSON.writeValueAsString(event);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
