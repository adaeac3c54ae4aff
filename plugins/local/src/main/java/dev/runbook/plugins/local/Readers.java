package dev.runbook.plugins.local;

import dev.runbook.engine.link.Chunks;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.CompletableFuture;

/** The two threads that read a process's output; the queue ends when both are done and the process is gone. */
final class Readers {
    private static final int PIECE = 32 * 1024;

    private final Process process;
    private final Chunks chunks;

    Readers(Process process, Chunks chunks) {
        this.process = process;
        this.chunks = chunks;
    }

    void start() {
        CompletableFuture<Void> out = read(process.getInputStream(), false);
        CompletableFuture<Void> err = read(process.getErrorStream(), true);
        CompletableFuture.allOf(out, err, process.onExit()).whenComplete((nothing, failure) -> chunks.end());
    }

    private CompletableFuture<Void> read(InputStream from, boolean error) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        Thread thread = new Thread(
                () -> readAll(from, error, done),
                "runbook " + (error ? "stderr" : "stdout") + " of process " + process.pid());
        thread.setDaemon(true);
        thread.start();
        return done;
    }

    private void readAll(InputStream from, boolean error, CompletableFuture<Void> done) {
        byte[] piece = new byte[PIECE];
        try {
            for (int length = from.read(piece); length >= 0; length = from.read(piece)) {
                chunks.put(piece, 0, length, error);
            }
        } catch (IOException closed) {
            // The command was let go.
        } finally {
            done.complete(null);
        }
    }
}
