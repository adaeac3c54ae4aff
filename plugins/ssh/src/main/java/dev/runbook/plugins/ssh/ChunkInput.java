package dev.runbook.plugins.ssh;

import dev.runbook.engine.link.Chunks;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.util.concurrent.TimeUnit;

/** Reads what arrives through a channel as a socket's stream would, its read timeout included. */
final class ChunkInput extends InputStream {
    private final Chunks chunks;
    private byte[] current = new byte[0];
    private int offset;
    private volatile int timeoutMillis;

    ChunkInput(Chunks chunks) {
        this.chunks = chunks;
    }

    /** 0 waits for ever. */
    void timeout(int millis) {
        timeoutMillis = millis;
    }

    @Override
    public int read() throws InterruptedIOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int start, int length) throws InterruptedIOException {
        if (length == 0) {
            return 0;
        }
        if (offset == current.length && !refilled()) {
            return -1;
        }
        int count = Math.min(length, current.length - offset);
        System.arraycopy(current, offset, into, start, count);
        offset += count;
        return count;
    }

    private boolean refilled() throws InterruptedIOException {
        try {
            int millis = timeoutMillis;
            Chunks.Chunk chunk = chunks.next(millis == 0 ? Long.MAX_VALUE : TimeUnit.MILLISECONDS.toNanos(millis));
            if (chunk == null) {
                throw new SocketTimeoutException("Read timed out");
            }
            current = chunk.bytes();
            offset = 0;
            return chunk != Chunks.END;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        }
    }

    @Override
    public void close() {
        chunks.end();
    }
}
