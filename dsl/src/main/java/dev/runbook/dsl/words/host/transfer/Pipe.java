package dev.runbook.dsl.words.host.transfer;

import dev.runbook.engine.spi.Listener;
import dev.runbook.engine.spi.Timekeeper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/** Carries the output of one command into the input of another: bounded, so that a slow end holds the fast one back. */
final class Pipe extends InputStream implements Listener {
    private static final int PIECES = 64;
    private static final byte[] END = new byte[0];
    private static final long LOOK_MILLIS = 200;

    private final BlockingQueue<byte[]> pieces = new ArrayBlockingQueue<>(PIECES);
    private final ByteArrayOutputStream errors = new ByteArrayOutputStream();
    private final Timekeeper time;
    private final Rate rate;
    private final long begun;
    private volatile boolean readerGone;
    private long passed;
    private byte[] piece = END;
    private int at;
    private boolean ended;

    Pipe(Timekeeper time, Rate rate) {
        this.time = time;
        this.rate = rate;
        this.begun = time.nanos();
    }

    byte[] errors() {
        return errors.toByteArray();
    }

    /** The writer has come to its end. */
    void finish() throws InterruptedException {
        put(END);
    }

    /** The reader has; whoever still writes learns it. */
    void abandon() {
        readerGone = true;
    }

    @Override
    public void stdout(byte[] bytes, int offset, int length) {
        byte[] copy = java.util.Arrays.copyOfRange(bytes, offset, offset + length);
        try {
            put(copy);
            passed += length;
            if (rate != null) {
                hold();
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(new IOException("interrupted", stop));
        }
    }

    private void put(byte[] bytes) throws InterruptedException {
        while (!pieces.offer(bytes, LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
            if (readerGone) {
                if (bytes == END) {
                    return;
                }
                throw new UncheckedIOException(new IOException("the destination takes no more"));
            }
        }
    }

    private void hold() throws InterruptedException {
        long due = begun + (long) (passed * 1e9 / rate.bytes());
        long early = due - time.nanos();
        if (early > 0) {
            time.pause(Duration.ofNanos(early));
        }
    }

    @Override
    public void stderr(byte[] bytes, int offset, int length) {
        errors.write(bytes, offset, Math.max(0, Math.min(length, 64 * 1024 - errors.size())));
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        while (at == piece.length) {
            if (ended) {
                return -1;
            }
            try {
                piece = pieces.take();
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted", stop);
            }
            at = 0;
            ended = piece == END;
        }
        int count = Math.min(length, piece.length - at);
        System.arraycopy(piece, at, bytes, offset, count);
        at += count;
        return count;
    }
}
