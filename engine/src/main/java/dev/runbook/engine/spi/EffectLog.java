package dev.runbook.engine.spi;

import java.time.Duration;

/** Where a backend reports what became of an effect. */
public interface EffectLog {
    void performed(Effect<?> effect, Duration took);

    void failed(Effect<?> effect, Duration took, Throwable failure);

    /** A line for the operator about how it goes on. */
    default void says(String line) {}

    /** It was shown instead of performed. */
    void shown(Effect<?> effect);
}
