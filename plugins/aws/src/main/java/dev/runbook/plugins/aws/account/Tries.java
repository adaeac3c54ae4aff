package dev.runbook.plugins.aws.account;

import dev.runbook.engine.model.Durations;
import dev.runbook.engine.spi.Timekeeper;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * How often, and with which pauses between, a call that did not work is made again.
 *
 * @param time what passes between
 * @param said is told what did not work, and when it is tried again
 */
public record Tries(Timekeeper time, Consumer<String> said) {
    private static final int MOST = 6;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(8);

    /**
     * The call's value.
     *
     * @param action for messages: {@code route53:GetChange}
     * @param again  whether a failure may pass, and another call does no harm
     * @param told   how the failure is told that is left
     */
    public <T> T of(
            String action,
            Supplier<T> call,
            Predicate<Failure> again,
            Function<Failure, ? extends RuntimeException> told)
            throws InterruptedException {
        Duration pause = FIRST_PAUSE;
        for (int attempt = 1; ; attempt++) {
            Failure failure;
            try {
                return call.get();
            } catch (AbortedException interrupted) {
                throw new InterruptedException("interrupted at " + action);
            } catch (SdkException trouble) {
                failure = Failure.of(trouble);
            }
            if (!again.test(failure) || attempt == MOST) {
                throw told.apply(failure);
            }
            said.accept(action + ": " + failure.said() + "; trying again in " + Durations.show(pause));
            time.pause(pause);
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause.multipliedBy(2);
        }
    }
}
