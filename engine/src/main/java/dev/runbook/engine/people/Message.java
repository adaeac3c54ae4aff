package dev.runbook.engine.people;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a person says about work that a run waits for, from beside its engine.
 *
 * @param step   the path of the step
 * @param asked  the entry of the journal that the person saw asking, so that nobody answers a question of another time
 * @param by     who says it
 * @param ticks  the places in the list that are done (true) or are not after all (false), counted from 1
 * @param values answers by name; {@code choice} where there are choices. Never a secret: this is written to a file
 * @param done   whether all of it is done; false where something is ticked off only
 */
public record Message(
        String step, long asked, String by, Map<Integer, Boolean> ticks, Map<String, Object> values, boolean done) {
    public Message {
        ticks = new LinkedHashMap<>(ticks);
        values = new LinkedHashMap<>(values);
    }

    Map<String, Object> data() {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("step", step);
        data.put("asked", asked);
        data.put("by", by);
        data.put("ticks", ticks);
        data.put("values", values);
        data.put("done", done);
        return data;
    }

    /** What a file says; anything but a message is an {@link IllegalArgumentException}. */
    @SuppressWarnings("unchecked")
    static Message of(Map<String, Object> data) {
        try {
            Map<Integer, Boolean> ticks = new LinkedHashMap<>();
            ((Map<String, Object>) data.get("ticks"))
                    .forEach((item, done) -> ticks.put(Integer.valueOf(item), (Boolean) done));
            return new Message(
                    (String) data.get("step"),
                    ((Number) data.get("asked")).longValue(),
                    List.of((String) data.get("by")).get(0),
                    ticks,
                    (Map<String, Object>) data.get("values"),
                    (Boolean) data.get("done"));
        } catch (ClassCastException | NullPointerException | NumberFormatException other) {
            throw new IllegalArgumentException("not a message", other);
        }
    }
}
