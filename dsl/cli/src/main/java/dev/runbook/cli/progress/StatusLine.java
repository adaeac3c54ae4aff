package dev.runbook.cli.progress;

import dev.runbook.cli.console.Console;
import dev.runbook.engine.journal.RunState;
import dev.runbook.engine.journal.StepState;
import dev.runbook.engine.model.Durations;
import dev.runbook.engine.model.Outcome;
import dev.runbook.engine.spi.Timekeeper;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.AttributedString;

/** The last line of a terminal: what runs, since when, what it said last, and how long users have been without service. */
final class StatusLine implements AutoCloseable {
    private static final long REDRAW_MILLIS = 250;
    private static final int NARROW = 20;
    private static final int USUAL = 80;
    private static final String CLEAR = "\r\u001b[K";

    private final Console console;
    private final RunState state;
    private final Timekeeper time;
    private final Terminal terminal;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "runbook-status");
        thread.setDaemon(true);
        return thread;
    });
    private String output = "";
    private int quiet;
    private boolean drawn;

    private StatusLine(Console console, RunState state, Timekeeper time, Terminal terminal) {
        this.console = console;
        this.state = state;
        this.time = time;
        this.terminal = terminal;
    }

    static StatusLine on(Console console, RunState state, Timekeeper time) {
        StatusLine line = new StatusLine(console, state, time, terminal());
        line.clock.scheduleWithFixedDelay(line::draw, REDRAW_MILLIS, REDRAW_MILLIS, TimeUnit.MILLISECONDS);
        return line;
    }

    /** Asked for its width alone; null where it cannot be had. */
    private static Terminal terminal() {
        try {
            return TerminalBuilder.builder().system(true).dumb(true).nativeSignals(false).build();
        } catch (IOException noTerminal) {
            return null;
        }
    }

    synchronized void output(String line) {
        output = line.strip();
    }

    /** Writes other lines above this one. */
    synchronized void aside(Runnable write) {
        erase();
        write.run();
        draw();
    }

    /** Stands still while somebody is asked. */
    <T> T quiet(Supplier<T> ask) {
        synchronized (this) {
            erase();
            quiet++;
        }
        try {
            return ask.get();
        } finally {
            synchronized (this) {
                quiet--;
            }
        }
    }

    private synchronized void draw() {
        List<StepState> running = state.steps().stream().filter(step -> step.outcome() == Outcome.RUNNING).toList();
        if (quiet > 0 || running.isEmpty()) {
            erase();
            return;
        }
        StringBuilder text = new StringBuilder();
        for (StepState step : running) {
            text.append(text.isEmpty() ? "" : " | ").append(step.path()).append(' ').append(since(step.started()));
        }
        state.outages().stream().filter(outage -> outage.ended() == null).findFirst()
                .ifPresent(outage -> text.append(" | outage ").append(since(outage.began())));
        if (!output.isEmpty()) {
            text.append(" | ").append(output);
        }
        console.people().print(CLEAR + new AttributedString(text.toString().replaceAll("\\p{Cntrl}", " ")).columnSubSequence(0, width() - 1).toAnsi());
        console.people().flush();
        drawn = true;
    }

    private String since(java.time.Instant then) {
        return Durations.show(Duration.between(then, time.now()));
    }

    private int width() {
        int width = terminal == null ? 0 : terminal.getWidth();
        return width < NARROW ? USUAL : width;
    }

    private void erase() {
        if (drawn) {
            console.people().print(CLEAR);
            console.people().flush();
            drawn = false;
        }
    }

    @Override
    public void close() {
        clock.shutdownNow();
        synchronized (this) {
            erase();
            quiet++;
        }
        if (terminal != null) {
            try {
                terminal.close();
            } catch (IOException gone) {
                // there is nothing left to put back
            }
        }
    }
}
