package dev.runbook.engine.model;

import java.util.List;

/**
 * A value that differs between environments.
 *
 * @param type     {@code String}, {@code Integer}, {@code Long}, {@code BigDecimal}, {@code Boolean}, {@code Duration}, {@code Instant}, {@code Path} or {@code List}
 * @param fallback the default, or null where {@code required}
 */
public record Parameter(
        String name,
        Class<?> type,
        boolean required,
        Object fallback,
        List<Object> choices,
        String about,
        String where) {}
