package dev.runbook.cli.progress;

import dev.runbook.engine.model.ExitStatus;
import dev.runbook.engine.model.RunbookException;
import dev.runbook.engine.spi.Modes;
import dev.runbook.engine.spi.Timekeeper;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The output of a run's commands, kept in its folder as {@code output.log}: masked, with the time and the step of each line. */
final class RunLog implements AutoCloseable {
    private static final String NAME = "output.log";

    private final PrintWriter out;
    private final Timekeeper time;

    private RunLog(PrintWriter out, Timekeeper time) {
        this.out = out;
        this.time = time;
    }

    static RunLog in(Path folder, Timekeeper time) {
        Path file = folder.resolve(NAME);
        try {
            PrintWriter out = new PrintWriter(
                    Files.newBufferedWriter(
                            file, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND),
                    true);
            Modes.restrict(file);
            return new RunLog(out, time);
        } catch (IOException failed) {
            throw new RunbookException(
                    ExitStatus.FAILED, "The run's log " + file + " cannot be written: " + failed.getMessage(), failed);
        }
    }

    synchronized void line(String step, String text) {
        out.println(time.now() + " [" + step + "] " + text);
    }

    @Override
    public synchronized void close() {
        out.close();
    }
}
