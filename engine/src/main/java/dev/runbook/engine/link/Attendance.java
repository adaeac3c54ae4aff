package dev.runbook.engine.link;

import dev.runbook.engine.model.Durations;
import dev.runbook.engine.model.EffectFailed;
import dev.runbook.engine.model.OutcomeUnknown;
import dev.runbook.engine.model.RunbookException;
import dev.runbook.engine.spi.Command;
import dev.runbook.engine.spi.Listener;
import dev.runbook.engine.spi.Timekeeper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Attends to one running command: streams its input while its output is handed to the listener, and ends it when its time is over, when the
 * calling thread is interrupted, when its input breaks off, or when the listener fails.
 */
public final class Attendance {
    private static final int PIECE = 32 * 1024;
    private static final long LAST_WORDS = TimeUnit.MILLISECONDS.toNanos(500);
    private static final ExecutorService PUMPS = Executors.newCachedThreadPool(Attendance::daemon);

    private final String place;
    private final Command command;
    private final Listener listener;
    private final Chunks chunks;
    private final Started started;
    private final Timekeeper time = Timekeeper.SYSTEM;
    private final long deadline;
    private volatile IOException broken;

    /** {@code place} names the host in messages; {@code chunks} is what the command's output arrives in. */
    public Attendance(String place, Command command, Listener listener, Chunks chunks, Started started) {
        this.place = place;
        this.command = command;
        this.listener = listener;
        this.chunks = chunks;
        this.started = started;
        this.deadline = deadline(command.timeout());
    }

    /** Returns when the command has ended by itself and all its output was handed over. */
    public void untilItEnds() throws InterruptedException {
        Future<?> pump = PUMPS.submit(this::pump);
        try {
            attend();
        } finally {
            started.letGo();
            chunks.end();
            pump.cancel(true);
            closeInput();
        }
    }

    private void attend() throws InterruptedException {
        try {
            while (handedOver(chunks.next(left()))) {
                if (left() <= 0) {
                    throw timedOut();
                }
            }
        } catch (InterruptedException interrupted) {
            InterruptedException told = new InterruptedException(place + ": interrupted; " + after(ended()));
            told.initCause(interrupted);
            throw told;
        } catch (Stopped stopped) {
            throw stopped.why;
        } catch (RuntimeException failure) {
            failure.addSuppressed(new EffectFailed(place + ": " + after(ended())));
            throw failure;
        }
    }

    private boolean handedOver(Chunks.Chunk chunk) throws InterruptedException {
        if (chunk == Chunks.END) {
            return false;
        }
        if (chunk != null) {
            give(chunk);
        } else if (broken != null) {
            throw brokeOff();
        } else if (left() <= 0) {
            throw timedOut();
        }
        return true;
    }

    private void give(Chunks.Chunk chunk) {
        if (chunk.error()) {
            listener.stderr(chunk.bytes(), 0, chunk.bytes().length);
        } else {
            listener.stdout(chunk.bytes(), 0, chunk.bytes().length);
        }
    }

    private Stopped timedOut() throws InterruptedException {
        String late = place + ": the command did not end within " + Durations.show(command.timeout());
        Optional<String> left = ended();
        lastWords();
        return new Stopped(
                left.isEmpty()
                        ? new EffectFailed(
                                late
                                        + "; it was ended, with everything it had started. Raise its timeout if it needs longer.")
                        : unknown(late + ", " + after(left), null));
    }

    private Stopped brokeOff() throws InterruptedException {
        String what = place + ": the input of the command broke off (" + broken.getMessage() + "); ";
        Optional<String> left = ended();
        lastWords();
        return new Stopped(
                left.isEmpty() ? new EffectFailed(what + after(left), broken) : unknown(what + after(left), broken));
    }

    private static OutcomeUnknown unknown(String message, Throwable cause) {
        return new OutcomeUnknown(message + ". Look on the host whether it still runs, and end it there.", cause);
    }

    private Optional<String> ended() {
        return started.end();
    }

    private static String after(Optional<String> left) {
        return left.map(what -> "and it could not be ended: " + what)
                .orElse("it was ended, with everything it had started");
    }

    /** What a command says when it is ended often names the reason for its slowness. */
    private void lastWords() throws InterruptedException {
        Chunks.Chunk chunk = chunks.next(LAST_WORDS);
        while (chunk != null && chunk != Chunks.END) {
            give(chunk);
            chunk = chunks.next(LAST_WORDS);
        }
    }

    private long deadline(Duration timeout) {
        return timeout == null ? 0 : time.nanos() + timeout.toNanos();
    }

    private long left() {
        return command.timeout() == null ? Long.MAX_VALUE : deadline - time.nanos();
    }

    private void pump() {
        byte[] piece = new byte[PIECE];
        OutputStream to = null;
        try {
            to = started.stdin();
            for (int length = read(piece); length >= 0 && broken == null; length = read(piece)) {
                to.write(piece, 0, length);
                to.flush();
            }
            if (broken == null) {
                to.close();
            }
        } catch (IOException unread) {
            // The command stopped reading, as head does; that is its own business.
        }
    }

    /** A source that fails is not a source that ends: the command must not take a part for the whole. */
    private int read(byte[] piece) {
        try {
            InputStream from = command.stdin();
            return from.read(piece);
        } catch (IOException | RuntimeException failure) {
            broken = failure instanceof IOException io ? io : new IOException(failure);
            chunks.nudge();
            return -1;
        }
    }

    private void closeInput() {
        try {
            command.stdin().close();
        } catch (IOException ignored) {
            // Nothing more is read from it.
        }
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "runbook stdin");
        thread.setDaemon(true);
        return thread;
    }

    /** The command was already ended; only the reason is left to say. */
    private static final class Stopped extends RuntimeException {
        private final RunbookException why;

        private Stopped(RunbookException why) {
            super(why);
            this.why = why;
        }
    }
}
