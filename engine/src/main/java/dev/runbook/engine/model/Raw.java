package dev.runbook.engine.model;

import java.util.Objects;

/** Text that its author vouches for: {@code raw(x)} goes into a command or statement unquoted and unbound. */
public record Raw(String text) {
    public Raw {
        Objects.requireNonNull(text, "text");
    }

    @Override
    public String toString() {
        return text;
    }
}
