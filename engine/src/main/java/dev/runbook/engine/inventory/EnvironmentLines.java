package dev.runbook.engine.inventory;

import dev.runbook.engine.model.Secret;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** An environment as lines that can be compared: one for each key, in the order of the alphabet; of secrets, where they come from. */
final class EnvironmentLines {
    private final List<String> lines = new ArrayList<>();
    private final Map<Secret, SecretSource> sources;

    EnvironmentLines(Map<Secret, SecretSource> sources) {
        this.sources = sources;
    }

    List<String> lines() {
        return lines;
    }

    void add(String name, Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> sorted = new TreeMap<>();
            map.forEach((key, each) -> sorted.put(String.valueOf(key), each));
            sorted.forEach((key, each) -> add(name + "." + key, each));
        } else if (value instanceof Secret secret) {
            lines.add(name + ": "
                    + (sources.containsKey(secret) ? sources.get(secret).identity() : "a secret"));
        } else {
            lines.add(name + ": " + value);
        }
    }
}
