package dev.runbook.dsl.words.host.job;

import dev.runbook.dsl.words.shell.Lines;
import dev.runbook.engine.spi.Listener;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** What a script on the host says about a job, on standard error, and what else is said there. */
final class Control {
    private static final int ERRORS = 64 * 1024;

    private final ByteArrayOutputStream errors = new ByteArrayOutputStream();
    private final Lines lines = new Lines(this::line);
    private final List<String> said = new ArrayList<>();
    private final Consumer<String> listener;

    /** @param listener called as soon as the script says something */
    Control(Consumer<String> listener) {
        this.listener = listener;
    }

    private void line(String line) {
        if (line.startsWith(JobScript.MARK)) {
            String text = line.substring(JobScript.MARK.length());
            said.add(text);
            listener.accept(text);
        }
    }

    private void add(byte[] bytes, int from, int length) {
        errors.write(bytes, from, Math.max(0, Math.min(length, ERRORS - errors.size())));
        lines.add(bytes, from, length);
    }

    /** A listener for a script whose standard output goes to another one. */
    Listener after(Listener output) {
        return new Listener() {
            @Override
            public void stdout(byte[] bytes, int offset, int length) {
                output.stdout(bytes, offset, length);
            }

            @Override
            public void stderr(byte[] bytes, int offset, int length) {
                add(bytes, offset, length);
            }
        };
    }

    /** The lines that were said, without their mark. */
    List<String> said() {
        return said;
    }

    byte[] errors() {
        return errors.toByteArray();
    }
}
