package dev.runbook.engine.spi;

import dev.runbook.engine.model.Durations;
import dev.runbook.engine.model.PendingBranch;
import dev.runbook.engine.model.RunbookException;
import dev.runbook.engine.model.Text;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The options that a word was given, read inside its effect: a pending value ends the dry run of the step there.
 *
 * @param word in whose name errors are told
 */
public record Options(String word, Map<String, Object> all) {
    /** A text, or null; a secret is an error. */
    public String text(String name) {
        Object value = known(name);
        return value == null ? null : plain(name, value).toString();
    }

    /** One text or a list of them; a secret among them is an error. */
    public List<String> texts(String name) {
        Object value = known(name);
        if (value == null) {
            return List.of();
        }
        return value instanceof Collection<?> many
                ? many.stream().map(each -> String.valueOf(plain(name, each))).toList()
                : List.of(plain(name, value).toString());
    }

    public boolean flag(String name, boolean otherwise) {
        Object value = known(name);
        return value == null ? otherwise : Boolean.TRUE.equals(value);
    }

    /** At least 1. */
    public int number(String name, int otherwise) {
        Object value = known(name);
        int number = value instanceof Number given ? given.intValue() : otherwise;
        if (number < 1) {
            throw RunbookException.invalid(word + " " + name + ": expected at least 1, found " + number);
        }
        return number;
    }

    /** A length of time, or what it is unless said. */
    public Duration duration(String name, Duration otherwise) {
        Object value = known(name);
        return value == null ? otherwise : Durations.parse(value, word + " " + name + ":");
    }

    public boolean has(String name) {
        return all.get(name) != null;
    }

    public Map<String, Object> map(String name) {
        Map<String, Object> map = new LinkedHashMap<>();
        if (known(name) instanceof Map<?, ?> given) {
            given.forEach((key, value) -> map.put(String.valueOf(key), plain(name, value)));
        }
        return map;
    }

    /** Masked text would be taken for what was meant. */
    private Object plain(String name, Object value) {
        if (Text.secretIn(value)) {
            throw RunbookException.invalid(word + " " + name + ": expected a text that is no secret");
        }
        return value instanceof Text text ? text.plain() : value;
    }

    private Object known(String name) {
        Object value = all.get(name);
        if (Text.pendingIn(value)) {
            throw new PendingBranch(String.valueOf(value));
        }
        return value;
    }
}
