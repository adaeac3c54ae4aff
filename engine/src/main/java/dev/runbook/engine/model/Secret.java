package dev.runbook.engine.model;

import java.util.Objects;
import java.util.function.Supplier;

/** A value that is never shown or stored. It prints as {@link #MASK}; only {@link #reveal()} gives the characters, to the word that sends them. */
public final class Secret {
    public static final String MASK = "••••";

    private final String name;
    private final Supplier<String> value;

    private Secret(String name, Supplier<String> value) {
        this.name = Objects.requireNonNull(name);
        this.value = Objects.requireNonNull(value);
    }

    /** A secret whose value is known now. */
    public static Secret of(String name, String value) {
        Objects.requireNonNull(value, "value");
        return new Secret(name, () -> value);
    }

    /** A secret that is resolved when it is first used. */
    public static Secret late(String name, Supplier<String> value) {
        return new Secret(name, value);
    }

    public String name() {
        return name;
    }

    /** The characters themselves. Send them; never print, store or log them. */
    public String reveal() {
        return value.get();
    }

    @Override
    public String toString() {
        return MASK;
    }
}
