package dev.runbook.engine.run;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Work done at once. */
final class Workers {
    private Workers() {}

    /** Does all of it, at most {@code max} at a time; waits for every piece, then throws the first failure with the others suppressed in it. */
    static List<Object> all(int max, List<Callable<Object>> work, Stop stop) throws Exception {
        ExecutorService executor =
                Executors.newFixedThreadPool(Math.max(1, Math.min(max, Math.max(1, work.size()))), Workers::daemon);
        try {
            List<Future<Object>> futures = new ArrayList<>();
            work.forEach(piece -> futures.add(executor.submit(() -> registered(piece, stop))));
            return collect(futures, executor);
        } finally {
            executor.shutdownNow();
        }
    }

    private static Object registered(Callable<Object> piece, Stop stop) throws Exception {
        stop.begin();
        try {
            return piece.call();
        } finally {
            stop.end();
        }
    }

    private static List<Object> collect(List<Future<Object>> futures, ExecutorService executor) throws Exception {
        List<Object> values = new ArrayList<>();
        Throwable first = null;
        boolean interrupted = false;
        for (Future<Object> future : futures) {
            try {
                interrupted |= ended(future, executor);
                values.add(future.get());
            } catch (ExecutionException failed) {
                if (first == null) {
                    first = failed.getCause();
                } else if (first != failed.getCause()) {
                    first.addSuppressed(failed.getCause());
                }
            } catch (CancellationException neverBegun) {
                // interrupted before its turn came
            }
        }
        if (first instanceof Error error) {
            throw error;
        }
        if (first != null) {
            throw (Exception) first;
        }
        if (interrupted) {
            throw new InterruptedException();
        }
        return values;
    }

    /** Waits for the end of a piece. An interruption is passed on to all pieces, and waited for: none may go on alone. Says whether there was one. */
    private static boolean ended(Future<Object> future, ExecutorService executor) {
        boolean interrupted = false;
        while (!future.isDone()) {
            try {
                future.get();
            } catch (InterruptedException stop) {
                interrupted = true;
                executor.shutdownNow().forEach(waiting -> ((Future<?>) waiting).cancel(false));
            } catch (ExecutionException | CancellationException ended) {
                return interrupted;
            }
        }
        return interrupted;
    }

    static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "runbook-worker");
        thread.setDaemon(true);
        return thread;
    }
}
