package dev.runbook.plugins.sql;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Lets an interrupt reach a driver: drivers wait in socket reads that know nothing of interrupts. */
final class Interruptible {
    /** How long a server may take to answer that it has cancelled. */
    static final Duration PATIENCE = Duration.ofSeconds(10);

    private Interruptible() {}

    /** Asks the server to stop. */
    interface Cancel {
        void now() throws Exception;
    }

    /** Contact is gone as far as we can tell: the server did not even say that it has cancelled. */
    static final class NoAnswer extends Exception {
        NoAnswer(Throwable cause) {
            super("interrupted, and the server did not confirm that it has stopped", cause);
        }
    }

    /**
     * The work's value. Interrupted, it cancels and waits for what the server says: finished all the same, its value is given and the thread stays
     * interrupted; stopped, {@link InterruptedException}.
     */
    static <T> T call(Callable<T> work, Cancel cancel) throws Exception {
        FutureTask<T> task = new FutureTask<>(work);
        Thread thread = new Thread(task, "runbook-sql");
        thread.setDaemon(true);
        thread.start();
        try {
            return task.get();
        } catch (ExecutionException failed) {
            throw unwrap(failed);
        } catch (InterruptedException stop) {
            return afterCancel(task, cancel, stop);
        }
    }

    private static <T> T afterCancel(FutureTask<T> task, Cancel cancel, InterruptedException stop) throws Exception {
        try {
            cancel.now();
            T value = task.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            Thread.currentThread().interrupt();
            return value;
        } catch (ExecutionException cancelled) {
            throw stop;
        } catch (TimeoutException | InterruptedException silent) {
            throw new NoAnswer(silent);
        }
    }

    private static Exception unwrap(ExecutionException failed) {
        if (failed.getCause() instanceof Error error) {
            throw error;
        }
        return (Exception) failed.getCause();
    }
}
