package dev.runbook.engine.spi;

import java.util.Objects;

/**
 * A key that an inventory entry may have.
 *
 * @param type {@code String}, {@code Integer}, {@code Boolean}, {@code Map}, {@code List} (of texts), {@link java.time.Duration} or {@link dev.runbook.engine.model.Secret} (written as {@code env:}, {@code file:}, {@code command:} or {@code prompt:})
 */
public record Key(String name, Class<?> type, boolean required, String about) {
    public Key {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(type, "type");
    }

    public static Key of(String name, Class<?> type, String about) {
        return new Key(name, type, false, about);
    }

    public static Key required(String name, Class<?> type, String about) {
        return new Key(name, type, true, about);
    }
}
