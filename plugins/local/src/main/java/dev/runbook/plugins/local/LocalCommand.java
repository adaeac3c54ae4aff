package dev.runbook.plugins.local;

import dev.runbook.engine.link.Started;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;
import java.util.function.LongFunction;

/** A process of this machine. */
final class LocalCommand implements Started {
    private final Process process;
    private final LongFunction<Optional<String>> ending;

    LocalCommand(Process process, LongFunction<Optional<String>> ending) {
        this.process = process;
        this.ending = ending;
    }

    @Override
    public OutputStream stdin() {
        return process.getOutputStream();
    }

    @Override
    public Optional<String> end() {
        return ending.apply(process.pid());
    }

    @Override
    public void letGo() {
        if (process.isAlive()) {
            process.destroyForcibly();
        }
        close(process.getInputStream());
        close(process.getErrorStream());
    }

    private static void close(InputStream stream) {
        try {
            stream.close();
        } catch (IOException ignored) {
            // It was only read.
        }
    }
}
