package dev.runbook.cli.run;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Lines that somebody types; waiting for one can be given up. */
public final class Keyboard {
    private static final long LOOK_MILLIS = 100;

    private final InputStream in;
    private final LinkedBlockingQueue<Optional<String>> lines = new LinkedBlockingQueue<>();
    private Thread reader;

    public Keyboard(InputStream in) {
        this.in = in;
    }

    /** The next line; empty where the input has ended or the waiting was given up. */
    public Optional<String> line(BooleanSupplier giveUp) {
        start();
        try {
            while (!giveUp.getAsBoolean()) {
                Optional<String> line = lines.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
                if (line != null) {
                    return line;
                }
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        return Optional.empty();
    }

    private synchronized void start() {
        if (reader == null) {
            reader = new Thread(this::read, "runbook-keyboard");
            reader.setDaemon(true);
            reader.start();
        }
    }

    private void read() {
        try (BufferedReader typed = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            for (String line = typed.readLine(); line != null; line = typed.readLine()) {
                lines.add(Optional.of(line));
            }
        } catch (IOException gone) {
            // the terminal is gone: as if the input had ended
        }
        lines.add(Optional.empty());
    }
}
