package dev.runbook.cli.progress;

import dev.runbook.cli.console.Console;
import dev.runbook.cli.console.Harmless;
import dev.runbook.cli.console.LiveArea;
import dev.runbook.engine.journal.Entry;
import dev.runbook.engine.people.Outlook;
import dev.runbook.engine.run.Output;
import dev.runbook.engine.spi.Timekeeper;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Shows a run while it runs: on a terminal with lines that move, elsewhere line by line. Listens to the run's entries and to the output of its commands. */
public final class RunView implements Consumer<Entry>, Output, AutoCloseable {
    private final Console console;
    private final Timekeeper time;
    private final EntryLines lines;
    private final Now now;
    private final LiveArea area;
    private final ScheduledExecutorService ticker;
    private final ZoneId zone;
    private volatile Supplier<Outlook> expecting = () -> Outlook.NONE;
    private volatile Outlook outlook = Outlook.NONE;
    private Predicate<String> prompt;

    private RunView(Console console, Timekeeper time, ZoneId zone, LiveArea area) {
        this.console = console;
        this.time = time;
        this.area = area;
        this.zone = zone;
        this.now = new Now(console.style());
        this.lines = new EntryLines(console.style(), area == null, zone);
        this.ticker = area == null
                ? null
                : Executors.newSingleThreadScheduledExecutor(task -> {
                    Thread thread = new Thread(task, "progress");
                    thread.setDaemon(true);
                    return thread;
                });
    }

    /** A view of a real run. */
    public static RunView of(Console console, Timekeeper time, ZoneId zone, IntSupplier width) {
        RunView view = new RunView(console, time, zone, console.live() ? new LiveArea(console.people(), width) : null);
        if (view.ticker != null) {
            view.ticker.scheduleWithFixedDelay(view::tick, 1, 1, TimeUnit.SECONDS);
        }
        return view;
    }

    @Override
    public synchronized void accept(Entry entry) {
        now.take(entry);
        say(lines.of(entry));
    }

    @Override
    public synchronized void line(String step, String line) {
        now.said(step, line);
        if (area == null) {
            console.say(EntryLines.INDENT + "  | " + Harmless.line(line));
        }
    }

    @Override
    public synchronized void progress(String step, double done, double total) {
        now.progress(step, done, total);
    }

    /** What is expected from now on, asked every second where there is a terminal. */
    public void expect(Supplier<Outlook> supplier) {
        expecting = supplier;
    }

    /** The run never waits for a forecast: only this thread asks for one. */
    private void tick() {
        try {
            outlook = expecting.get();
        } catch (RuntimeException unknown) {
            outlook = Outlook.NONE;
        }
        redraw();
    }

    /** A message among the run's lines. */
    public synchronized void tell(String text) {
        say(List.of(Harmless.text(text).split("\n")));
    }

    private void say(List<String> said) {
        if (prompt != null) {
            said.stream().filter(line -> !prompt.test(line)).forEach(console::say);
        } else if (area == null) {
            said.forEach(console::say);
        } else if (said.isEmpty()) {
            redraw();
        } else {
            area.above(said);
            redraw();
        }
    }

    private synchronized void redraw() {
        if (area != null && prompt == null) {
            area.show(now.lines(time.now(), outlook, zone));
        }
    }

    /**
     * Nothing moves while somebody is asked.
     *
     * @param above shows a line above the question; false where it is not being asked yet
     */
    public synchronized void pause(Predicate<String> above) {
        prompt = above;
        if (area != null) {
            area.clear();
        }
    }

    public synchronized void goOn() {
        prompt = null;
        redraw();
    }

    @Override
    public synchronized void close() {
        pause(line -> false);
        if (ticker != null) {
            ticker.shutdownNow();
        }
    }
}
