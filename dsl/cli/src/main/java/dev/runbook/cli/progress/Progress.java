package dev.runbook.cli.progress;

import dev.runbook.cli.console.Console;
import dev.runbook.engine.journal.Entry;
import dev.runbook.engine.journal.RunState;
import dev.runbook.engine.run.People;
import dev.runbook.engine.run.RunEnd;
import dev.runbook.engine.spi.Timekeeper;
import java.nio.file.Path;

/** A run as people follow it, or as a program reads it; and its log. */
public final class Progress implements AutoCloseable {
    private final Console console;
    private final boolean events;
    private final Lines lines;
    private final StatusLine status;
    private final RunLog log;

    private Progress(Console console, boolean events, Lines lines, StatusLine status, RunLog log) {
        this.console = console;
        this.events = events;
        this.lines = lines;
        this.status = status;
        this.log = log;
    }

    /** For a run in a folder; on a terminal with a line that says what happens now. */
    public static Progress of(Console console, boolean events, RunState state, Path folder, Timekeeper time) {
        Lines lines = new Lines(console, state);
        return new Progress(console, events, lines, console.live() ? StatusLine.on(console, state, time) : null, RunLog.in(folder, time));
    }

    /** What happened. */
    public void entry(Entry entry) {
        if (events) {
            console.data(Events.line(entry));
        }
        aside(() -> lines.entry(entry));
    }

    /** A line of a command's output. */
    public void line(String step, String text) {
        log.line(step, text);
        if (status != null) {
            status.output(text);
        }
    }

    /** How the run ended, and what to type next. */
    public void end(RunEnd end, String head) {
        aside(() -> lines.end(end, head));
    }

    /** The same people, spoken to while the status line is out of the way. */
    public People aside(People people) {
        return status == null ? people : new QuietPeople(people, status);
    }

    private void aside(Runnable write) {
        if (status == null) {
            write.run();
        } else {
            status.aside(write);
        }
    }

    @Override
    public void close() {
        if (status != null) {
            status.close();
        }
        log.close();
    }
}
