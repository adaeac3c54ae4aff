package dev.runbook.engine.link;

import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The output of one command on its way from the thread that receives it to the thread that waits for it.
 *
 * <p>A full queue holds the receiver up, which slows the sender down. But one receiver may serve many commands, and a consumer may be waiting for one of
 * these others (a copy from a host to itself); therefore a queue whose consumer stands still gives way little by little, up to {@link #HIGHEST}.
 */
public final class Chunks {
    private static final int LIMIT = 4 << 20;
    private static final int HIGHEST = 256 << 20;
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(1);

    /** Bytes as they arrived, from standard output or standard error. */
    public record Chunk(byte[] bytes, boolean error) {}

    /** What {@link #next} gives after the last chunk. */
    public static final Chunk END = new Chunk(new byte[0], false);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<Chunk> waiting = new ArrayDeque<>();
    private int held;
    private int limit = LIMIT;
    private boolean ended;
    private boolean nudged;

    /** Takes a copy of the bytes; waits while the queue is full. After the end they are dropped. */
    public void put(byte[] bytes, int offset, int length, boolean error) {
        if (length == 0) {
            return;
        }
        lock.lock();
        try {
            while (held >= limit && !ended) {
                giveWay();
            }
            if (!ended) {
                waiting.add(new Chunk(Arrays.copyOfRange(bytes, offset, offset + length), error));
                held += length;
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    private void giveWay() {
        int before = held;
        try {
            changed.awaitNanos(PATIENCE);
        } catch (InterruptedException hurried) {
            limit = Math.min(HIGHEST, held + LIMIT);
            Thread.currentThread().interrupt();
            return;
        }
        if (held == before && held < HIGHEST) {
            limit = held + LIMIT;
        }
    }

    /** The next chunk; {@link #END} after the last one; null when the time is over, or when nudged. */
    public Chunk next(long nanos) throws InterruptedException {
        long left = nanos;
        lock.lockInterruptibly();
        try {
            while (waiting.isEmpty() && !ended && !nudged) {
                if (left <= 0) {
                    return null;
                }
                left = changed.awaitNanos(left);
            }
            return taken();
        } finally {
            lock.unlock();
        }
    }

    private Chunk taken() {
        Chunk chunk = waiting.poll();
        if (chunk != null) {
            held -= chunk.bytes().length;
            limit = held == 0 ? LIMIT : limit;
            changed.signalAll();
            return chunk;
        }
        if (nudged) {
            nudged = false;
            return null;
        }
        return END;
    }

    /** No more will come; what is waiting can still be taken. */
    public void end() {
        lock.lock();
        try {
            ended = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Makes a waiting {@link #next} give null early, so that its caller looks round. */
    public void nudge() {
        lock.lock();
        try {
            nudged = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** A stream that puts what is written into it; closing it ends the queue where {@code last} says so. */
    public OutputStream sink(boolean error, boolean last) {
        return new OutputStream() {
            @Override
            public void write(int one) {
                write(new byte[] {(byte) one}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) {
                put(bytes, offset, length, error);
            }

            @Override
            public void close() {
                if (last) {
                    end();
                }
            }
        };
    }
}
