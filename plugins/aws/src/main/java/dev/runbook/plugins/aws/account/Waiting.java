package dev.runbook.plugins.aws.account;

import dev.runbook.engine.model.Durations;
import dev.runbook.engine.model.EffectFailed;
import dev.runbook.engine.spi.StepScope;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Waits for what goes on by itself over there.
 *
 * @param what    what is waited for, for messages
 * @param timeout after which it is an error
 */
public record Waiting(Calls calls, String what, Duration timeout) {
    private static final Duration EVERY = Duration.ofSeconds(5);

    /** One look. */
    @FunctionalInterface
    public interface Look<T> {
        T now() throws InterruptedException;
    }

    /** Looks until it is done; a look itself throws where it can never be. */
    public <T> T until(Look<T> look, Predicate<T> done, Function<T, String> shown) throws InterruptedException {
        StepScope scope = calls.scope();
        long begun = scope.time().nanos();
        String last = "";
        while (true) {
            T now = look.now();
            if (done.test(now)) {
                return now;
            }
            String state = shown.apply(now);
            if (!state.equals(last)) {
                scope.output(what + ": " + state);
                last = state;
            }
            Duration left = timeout.minusNanos(scope.time().nanos() - begun);
            if (left.isNegative() || left.isZero()) {
                throw new EffectFailed(calls.word() + " on " + calls.label() + ": waited " + Durations.show(timeout)
                        + " for " + what + "; seen last: " + state
                        + ". It goes on over there: look, or repeat the step with a longer timeout:");
            }
            scope.time().pause(EVERY.compareTo(left) < 0 ? EVERY : left);
        }
    }
}
