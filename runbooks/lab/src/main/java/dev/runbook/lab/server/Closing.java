package dev.runbook.lab.server;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CancellationException;

/** What has been started so far: closed newest first, once; whatever starts after that is closed at once and its start cancelled. */
public final class Closing implements AutoCloseable {
    private final Deque<AutoCloseable> started = new ArrayDeque<>();
    private boolean closed;

    /** Takes over the duty to close it. */
    public <C extends AutoCloseable> C add(C resource) {
        synchronized (started) {
            if (!closed) {
                started.push(resource);
                return resource;
            }
        }
        closeQuietly(resource);
        throw new CancellationException("The laboratory was stopped while it was starting.");
    }

    /** Who calls second waits for the first: everything has stopped when it returns. */
    @Override
    public synchronized void close() {
        synchronized (started) {
            closed = true;
        }
        for (AutoCloseable next = next(); next != null; next = next()) {
            closeQuietly(next);
        }
    }

    private AutoCloseable next() {
        synchronized (started) {
            return started.poll();
        }
    }

    /** One server that does not stop must not keep the others running; the sweep at the end ends what is left. */
    private static void closeQuietly(AutoCloseable resource) {
        try {
            resource.close();
        } catch (Exception ignored) {
            // see above
        }
    }
}
