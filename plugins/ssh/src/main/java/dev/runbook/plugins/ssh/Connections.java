package dev.runbook.plugins.ssh;

import dev.runbook.engine.model.EffectFailed;
import dev.runbook.engine.model.NotReached;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The connections to one host: one, as long as its channels suffice, and more when the server allows no further one ({@code MaxSessions}). Lost ones are
 * forgotten, and replaced when they are needed.
 */
final class Connections implements AutoCloseable {
    private static final int CHANNELS = 10;
    private static final int MOST = 10;

    private final Connector connector;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final List<Shared> all = new ArrayList<>();
    private int opening;
    private int waiting;
    private long failures;
    private RuntimeException failure;
    private boolean closed;

    Connections(Connector connector) {
        this.connector = connector;
    }

    /** One connection, and how many of its channels are in use. */
    final class Shared {
        private final Connection connection;
        private int used;
        private int limit = CHANNELS;

        private Shared(Connection connection) {
            this.connection = connection;
        }

        Connection connection() {
            return connection;
        }

        /** The channel is closed. */
        void giveBack() {
            changing(() -> used--);
        }

        /** The server allows no further channel here. False where it allows none at all. */
        boolean full() {
            changing(() -> {
                used--;
                limit = Math.max(1, used);
            });
            return used > 0;
        }
    }

    /** The right to one channel; waits for one, but no longer than {@code nanos}. What is urgent need not wait for others to end. */
    Shared take(long nanos, boolean urgent) throws InterruptedException {
        long left = nanos;
        lock.lockInterruptibly();
        long seen = failures;
        waiting++;
        try {
            while (true) {
                Shared free = free();
                if (free != null) {
                    free.used++;
                    return free;
                }
                check(seen, left);
                if (failures == seen
                        && opening * CHANNELS < waiting
                        && all.size() + opening < MOST + (urgent ? 1 : 0)) {
                    opening++;
                    Workers.ALL.execute(this::openOne);
                }
                left = changed.awaitNanos(left);
            }
        } finally {
            waiting--;
            lock.unlock();
        }
    }

    private void check(long seen, long left) {
        String place = connector.to().place();
        if (closed) {
            throw new EffectFailed(place + ": the run is over, the connection is closed. Nothing was sent.");
        }
        if (failures > seen && all.isEmpty()) {
            throw told(failure);
        }
        if (left <= 0) {
            throw new EffectFailed(
                    place + ": no connection was free before the command's time was over. Nothing was sent.");
        }
    }

    /** Each who waited gets an exception of its own, since suppressed ones are added to it. */
    private static RuntimeException told(RuntimeException failure) {
        if (failure instanceof NotReached) {
            return new NotReached(failure.getMessage(), failure);
        }
        return failure instanceof EffectFailed ? new EffectFailed(failure.getMessage(), failure) : failure;
    }

    private Shared free() {
        for (Iterator<Shared> each = all.iterator(); each.hasNext(); ) {
            Shared shared = each.next();
            if (!shared.connection.alive()) {
                each.remove();
            } else if (shared.used < shared.limit) {
                return shared;
            }
        }
        return null;
    }

    private void openOne() {
        try {
            Connection connection = connector.open();
            changing(() -> add(connection));
        } catch (RuntimeException | Error refused) {
            changing(() -> {
                failure = refused instanceof RuntimeException known ? known : new IllegalStateException(refused);
                failures++;
            });
        } finally {
            changing(() -> opening--);
        }
    }

    private void add(Connection connection) {
        if (closed) {
            connection.close();
        } else {
            all.add(new Shared(connection));
        }
    }

    private void changing(Runnable change) {
        lock.lock();
        try {
            change.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    int count() {
        lock.lock();
        try {
            return all.size();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        List<Shared> open = new ArrayList<>();
        changing(() -> {
            closed = true;
            open.addAll(all);
            all.clear();
        });
        open.forEach(each -> each.connection.close());
    }
}
