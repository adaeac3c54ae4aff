package dev.runbook.plugins.aws.account;

import dev.runbook.engine.model.Durations;
import dev.runbook.engine.model.OutcomeUnknown;
import dev.runbook.engine.model.RunbookException;
import dev.runbook.engine.spi.StepScope;
import java.time.Duration;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * The calls of one effect. What was refused for being too much is asked again; so is what got no answer, where asking twice does no harm. A write that is neither
 * repeatable nor answered stays unknown.
 */
public final class Calls {
    private static final int TRIES = 6;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(8);

    private final StepScope scope;
    private final String word;
    private final String label;
    private final Clients clients;
    private boolean wrote;

    Calls(StepScope scope, String word, String label, Clients clients) {
        this.scope = scope;
        this.word = word;
        this.label = label;
        this.clients = clients;
    }

    /** How harmful it is to ask twice. */
    private enum Kind {
        READS,
        REPEATABLE,
        ONCE
    }

    public Clients clients() {
        return clients;
    }

    public StepScope scope() {
        return scope;
    }

    /** In whose name errors are told. */
    public String word() {
        return word;
    }

    /** For messages: {@code aws 'prod'}. */
    public String label() {
        return label;
    }

    /** @param action the permission that it needs: {@code route53:GetChange} */
    public <T> T read(String action, Supplier<T> call) throws InterruptedException {
        return tried(action, Kind.READS, call);
    }

    /** A write that has the same effect when it arrives twice: by its nature, or by a token in it. */
    public <T> T repeatable(String action, Supplier<T> call) throws InterruptedException {
        return tried(action, Kind.REPEATABLE, call);
    }

    /** A write that must not arrive twice. */
    public <T> T once(String action, Supplier<T> call) throws InterruptedException {
        return tried(action, Kind.ONCE, call);
    }

    /** Once it is set, nothing that fails later in this effect can be told as if nothing had been sent. */
    private synchronized boolean wrote(boolean now) {
        wrote |= now;
        return wrote;
    }

    private <T> T tried(String action, Kind kind, Supplier<T> call) throws InterruptedException {
        Duration pause = FIRST_PAUSE;
        for (int attempt = 1; ; attempt++) {
            Failure failure;
            try {
                T value = call.get();
                wrote(kind != Kind.READS);
                return value;
            } catch (AbortedException interrupted) {
                throw new InterruptedException(word + " was interrupted at " + action);
            } catch (SdkException trouble) {
                failure = Failure.of(trouble);
            }
            boolean again = failure.passing(kind != Kind.ONCE, wrote(false));
            if (!again || attempt == TRIES) {
                throw told(action, kind, failure);
            }
            scope.output(word + ": " + action + ": " + failure.said() + "; trying again in " + Durations.show(pause));
            scope.time().pause(pause);
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause.multipliedBy(2);
        }
    }

    private RunbookException told(String action, Kind kind, Failure failure) {
        String message = word + " on " + label + ": " + action + " ";
        boolean before = wrote(false);
        if (failure.sent() && kind != Kind.READS) {
            return new OutcomeUnknown(
                    message + failure.said()
                            + "\n  nobody knows whether it was carried out: look there before it is repeated",
                    failure.cause());
        }
        if (before && !failure.answered()) {
            return new OutcomeUnknown(
                    message + failure.said() + "\n  what was asked before was carried out in part; look there",
                    failure.cause());
        }
        return failure.told(message);
    }
}
