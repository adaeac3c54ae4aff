package dev.runbook.engine.spi;

import dev.runbook.engine.model.Secret;
import java.util.Map;
import java.util.Optional;

/**
 * Where a target is: one entry of the inventory, checked against the keys of its kind, defaults merged in.
 *
 * @param kind   {@code host}, {@code database}, …
 * @param name   the name that steps use
 * @param values {@code String}, {@code Integer}, {@code Boolean}, {@code Map} or {@link Secret} by key
 * @param where  {@code FILE:LINE} of the entry, for messages
 * @param access {@code read} or {@code write}, as {@code targets} declares it
 */
public record TargetSpec(String kind, String name, Map<String, Object> values, String where, String access) {
    public TargetSpec {
        values = Map.copyOf(values);
    }

    public Optional<String> text(String key) {
        return Optional.ofNullable(values.get(key)).map(String::valueOf);
    }

    public Optional<Integer> number(String key) {
        return Optional.ofNullable((Integer) values.get(key));
    }

    public Optional<Secret> secret(String key) {
        return Optional.ofNullable((Secret) values.get(key));
    }

    public boolean flag(String key) {
        return Boolean.TRUE.equals(values.get(key));
    }

    public boolean readOnly() {
        return "read".equals(access);
    }

    /** For messages: {@code database 'source'}. */
    public String label() {
        return kind + " '" + name + "'";
    }
}
