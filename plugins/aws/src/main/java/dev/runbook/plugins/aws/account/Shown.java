package dev.runbook.plugins.aws.account;

import dev.runbook.engine.model.Durations;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Options as descriptions of effects show them. */
public final class Shown {
    private Shown() {}

    /** {@code  (gib: 10, zone: eu-central-1a)}, in the order of their names. */
    public static String options(Map<String, Object> options, String... without) {
        Map<String, Object> rest = new TreeMap<>(options);
        rest.keySet().removeAll(List.of(without));
        return rest.isEmpty()
                ? ""
                : rest.entrySet().stream()
                        .map(each -> each.getKey() + ": " + value(each.getValue()))
                        .collect(Collectors.joining(", ", " (", ")"));
    }

    private static Object value(Object value) {
        return value instanceof Duration length ? Durations.show(length) : value;
    }
}
