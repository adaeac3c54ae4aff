package dev.runbook.plugins.postgres.client;

import dev.runbook.engine.model.Text;
import java.util.ArrayList;
import java.util.List;

/** A command put together from parts, its values apart, so that each reaches the shell as one word whatever is in it. */
public final class Script {
    private final List<String> strings = new ArrayList<>(List.of(""));
    private final List<Object> values = new ArrayList<>();

    /** Shell text, as it stands. */
    public Script add(String literal) {
        strings.set(strings.size() - 1, strings.get(strings.size() - 1) + literal);
        return this;
    }

    /** Exactly one word, or a part of one. */
    public Script value(Object value) {
        values.add(value);
        strings.add("");
        return this;
    }

    /** The password in front of a command, for that process alone. */
    public Script password(String variable, Object password) {
        return password == null ? this : add(variable + "=").value(password).add(" ");
    }

    Text text() {
        return new Text(strings, values);
    }
}
