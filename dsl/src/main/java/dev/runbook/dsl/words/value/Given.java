package dev.runbook.dsl.words.value;

import dev.runbook.engine.model.Durations;
import dev.runbook.engine.model.PendingBranch;
import dev.runbook.engine.model.RunbookException;
import dev.runbook.engine.model.Text;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The options that a word was given, each read with a check of its type. */
public record Given(String word, Map<String, Object> options) {
    public Given {
        options = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(options));
    }

    public boolean has(String name) {
        return options.get(name) != null;
    }

    /** Whatever it is, or null; may be pending or secret. */
    public Object any(String name) {
        return options.get(name);
    }

    public Duration duration(String name, Duration otherwise) {
        return has(name) ? Durations.parse(known(name), word + " " + name + ":") : otherwise;
    }

    public boolean flag(String name) {
        Object value = has(name) ? known(name) : false;
        if (value instanceof Boolean flag) {
            return flag;
        }
        throw wrong(name, "true or false");
    }

    /** A text without secrets, or null. */
    public String text(String name) {
        if (!has(name)) {
            return null;
        }
        if (Text.secretIn(any(name))) {
            throw wrong(name, "a text that is no secret");
        }
        return known(name) instanceof Text text ? text.plain() : known(name).toString();
    }

    public int number(String name, int otherwise) {
        if (!has(name)) {
            return otherwise;
        }
        if (known(name) instanceof Number number) {
            return number.intValue();
        }
        throw wrong(name, "a whole number");
    }

    /** The statuses that count as success: a number, a list or a range. */
    public List<Integer> statuses() {
        if (!has("ok")) {
            return List.of(0);
        }
        Object value = known("ok");
        List<Object> all = value instanceof Collection<?> many ? new ArrayList<>(many) : List.of(value);
        if (all.isEmpty() || !all.stream().allMatch(Number.class::isInstance)) {
            throw wrong("ok", "a status, or a list of them such as [0, 1]");
        }
        return all.stream().map(each -> ((Number) each).intValue()).toList();
    }

    public Map<String, Object> map(String name) {
        if (!has(name)) {
            return Map.of();
        }
        if (known(name, false) instanceof Map<?, ?> map) {
            Map<String, Object> copy = new LinkedHashMap<>();
            map.forEach((key, value) -> copy.put(String.valueOf(key), value));
            return copy;
        }
        throw wrong(name, "a map such as [NAME: value]");
    }

    /** One text or a list of texts. */
    public List<String> texts(String name) {
        if (!has(name)) {
            return List.of();
        }
        Object value = known(name);
        List<Object> all = value instanceof Collection<?> many ? new ArrayList<>(many) : List.of(value);
        return all.stream()
                .map(each -> each instanceof Text text ? text.plain() : String.valueOf(each))
                .toList();
    }

    public RunbookException wrong(String name, String expected) {
        return RunbookException.invalid(
                word + " " + name + ": expected " + expected + ", found '" + Payload.shown(any(name)) + "'");
    }

    private Object known(String name) {
        return known(name, true);
    }

    private Object known(String name, boolean deep) {
        Object value = any(name);
        if (deep ? Text.pendingIn(value) : value instanceof dev.runbook.engine.model.Pending) {
            throw new PendingBranch(Payload.shown(value));
        }
        return value;
    }
}
