package dev.runbook.plugins.sql;

import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeException;
import dev.failsafe.RetryPolicy;
import dev.runbook.engine.spi.Timekeeper;
import dev.runbook.plugins.sql.Failures.ContactLost;
import java.time.Duration;

/** A few tries for a read whose connection was lost, with longer and longer pauses between them. */
final class Retries {
    private static final int TRIES = 4;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);

    private final Timekeeper time;
    private final RetryPolicy<Object> policy = RetryPolicy.builder()
            .handle(ContactLost.class)
            .withMaxAttempts(TRIES)
            .build();

    Retries(Timekeeper time) {
        this.time = time;
    }

    /** A read that can be asked again. */
    interface Read<T> {
        /** {@code again}: whether it was asked before. */
        T ask(boolean again) throws Exception;
    }

    <T> T call(Read<T> read) throws Exception {
        try {
            // The pause is taken here and not by Failsafe, so that it obeys the engine's clock and an interrupt ends
            // it.
            return Failsafe.with(policy).get(context -> {
                int before = context.getAttemptCount();
                if (before > 0) {
                    time.pause(FIRST_PAUSE.multipliedBy(1L << (2 * (before - 1))));
                }
                return read.ask(before > 0);
            });
        } catch (FailsafeException wrapped) {
            throw wrapped.getCause() instanceof Exception checked ? checked : wrapped;
        }
    }
}
