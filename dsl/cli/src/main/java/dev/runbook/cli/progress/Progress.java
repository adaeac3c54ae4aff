package dev.runbook.cli.progress;

import dev.runbook.cli.console.Console;
import dev.runbook.engine.journal.Entry;
import dev.runbook.engine.journal.RunState;
import dev.runbook.engine.model.Durations;
import dev.runbook.engine.run.Output;
import dev.runbook.engine.run.RunEnd;
import dev.runbook.engine.spi.Timekeeper;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.function.IntSupplier;

/** A run as people follow it, and as a program reads it; its output goes to its log, too. */
public final class Progress implements Output, AutoCloseable {
    private static final int HEAD = 16;

    private final Console console;
    private final boolean events;
    private final RunView view;
    private final RunLog log;

    /**
     * @param events whether a program reads the run's events from standard output
     * @param folder the run's own
     */
    public Progress(Console console, boolean events, Path folder, Timekeeper time, IntSupplier width) {
        this.console = console;
        this.events = events;
        this.view = RunView.of(console, time, ZoneId.systemDefault(), width);
        this.log = RunLog.in(folder, time);
    }

    /** Where people read. */
    public RunView view() {
        return view;
    }

    /** What happened. */
    public void entry(Entry entry) {
        if (events) {
            console.data(Events.line(entry));
        }
        view.accept(entry);
    }

    @Override
    public void line(String step, String text) {
        log.line(step, text);
        view.line(step, text);
    }

    @Override
    public void progress(String step, double done, double total) {
        view.progress(step, done, total);
    }

    /** How the run ended, and what to type next. */
    public void end(RunEnd end, RunState state, String head) {
        view.tell("");
        if (end.why() != null) {
            view.tell(end.why());
        }
        String said = "run " + state.run() + ": " + end.outcome() + ", after "
                + Durations.show(Duration.between(state.started(), state.last()));
        view.tell(
                end.outcome().equals("done")
                        ? console.style().good(said)
                        : console.style().careful(said));
        if (List.of("failed", "interrupted").contains(end.outcome())) {
            view.tell("go on: runbook resume " + state.run() + "   take back: runbook rollback " + state.run());
        }
        view.tell("report: runbook report " + state.run() + "   head of the journal: " + head.substring(0, HEAD));
    }

    @Override
    public void close() {
        view.close();
        log.close();
    }
}
