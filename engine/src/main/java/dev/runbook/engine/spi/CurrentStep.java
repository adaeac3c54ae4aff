package dev.runbook.engine.spi;

import java.util.Optional;
import java.util.concurrent.Callable;

/** The step that this thread works for: words that a script calls find their scope here, in helpers as in bodies. */
public final class CurrentStep {
    private static final ThreadLocal<StepScope> SCOPE = new ThreadLocal<>();

    private CurrentStep() {}

    public static Optional<StepScope> get() {
        return Optional.ofNullable(SCOPE.get());
    }

    /** Runs the body as work of that step; null works for none. */
    public static <T> T with(StepScope scope, Callable<T> body) throws Exception {
        StepScope before = SCOPE.get();
        SCOPE.set(scope);
        try {
            return body.call();
        } finally {
            SCOPE.set(before);
        }
    }
}
