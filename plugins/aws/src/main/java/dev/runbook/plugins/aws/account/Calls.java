package dev.runbook.plugins.aws.account;

import dev.runbook.engine.model.OutcomeUnknown;
import dev.runbook.engine.model.RunbookException;
import dev.runbook.engine.spi.StepScope;
import java.util.function.Supplier;

/**
 * The calls of one effect. What was refused for being too much is asked again; so is what got no answer, where asking twice does no harm. A write that is neither
 * repeatable nor answered stays unknown.
 */
public final class Calls {
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
        T value = new Tries(scope.time(), line -> scope.output(word + ": " + line))
                .of(
                        action,
                        call,
                        failure -> failure.passing(kind != Kind.ONCE, wrote(false)),
                        failure -> told(action, kind, failure));
        wrote(kind != Kind.READS);
        return value;
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
