package dev.runbook.dsl.words.shell;

import dev.runbook.engine.spi.Listener;
import java.io.ByteArrayOutputStream;
import java.util.function.Consumer;

/** Collects what a command says, up to a limit, and gives it on line by line as it arrives. */
public final class Capture implements Listener {
    /** The longest output that becomes a text. */
    public static final int LIMIT = 16 * 1024 * 1024;

    private static final int ERRORS = 1024 * 1024;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Lines outLines;
    private final Lines errLines;
    private long total;

    /** @param line gets each line of output and errors, or null */
    public Capture(Consumer<String> line) {
        outLines = line == null ? null : new Lines(line);
        errLines = line == null ? null : new Lines(line);
    }

    @Override
    public void stdout(byte[] bytes, int offset, int length) {
        total += length;
        if (total <= LIMIT) {
            out.write(bytes, offset, length);
        }
        if (outLines != null) {
            outLines.add(bytes, offset, length);
        }
    }

    @Override
    public void stderr(byte[] bytes, int offset, int length) {
        err.write(bytes, offset, Math.max(0, Math.min(length, ERRORS - err.size())));
        if (errLines != null) {
            errLines.add(bytes, offset, length);
        }
    }

    /** Call it once, after the command's end. */
    public void end() {
        if (outLines != null) {
            outLines.end();
            errLines.end();
        }
    }

    public boolean tooLong() {
        return total > LIMIT;
    }

    public long total() {
        return total;
    }

    public byte[] out() {
        return out.toByteArray();
    }

    public byte[] err() {
        return err.toByteArray();
    }
}
