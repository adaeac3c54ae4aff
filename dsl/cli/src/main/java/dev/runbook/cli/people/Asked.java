package dev.runbook.cli.people;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/** A question to whoever is at the terminal, which may be withdrawn while it is asked. */
final class Asked<T> extends Thread {
    /** How long to wait before looking whether somebody else said something. */
    static final Duration LOOK = Duration.ofMillis(200);

    private final Supplier<Optional<T>> question;
    private volatile Optional<T> answer = Optional.empty();
    private volatile RuntimeException failure;

    Asked(Supplier<Optional<T>> question) {
        super("runbook-asking");
        setDaemon(true);
        this.question = question;
    }

    @Override
    public void run() {
        try {
            answer = question.get();
        } catch (RuntimeException failed) {
            failure = failed;
        }
    }

    /** Waits a little; whether it is over. */
    boolean over() throws InterruptedException {
        join(LOOK.toMillis());
        return !isAlive();
    }

    /** What was said; empty where nobody is there, or the question is still open. */
    Optional<T> answer() {
        if (failure != null) {
            throw failure;
        }
        return answer;
    }

    /** Nobody needs an answer any more; an interruption of this thread is kept for later. */
    void withdraw(LineInput input) {
        boolean interrupted = Thread.interrupted();
        while (isAlive()) {
            input.withdraw(this);
            try {
                join(LOOK.toMillis());
            } catch (InterruptedException again) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
