package dev.runbook.cli.run;

import dev.runbook.cli.console.Console;
import dev.runbook.cli.forecast.PastRuns;
import dev.runbook.cli.people.LineInput;
import dev.runbook.cli.people.TerminalInput;
import dev.runbook.cli.progress.Progress;
import dev.runbook.cli.progress.RunView;
import dev.runbook.cli.trace.Tracing;
import dev.runbook.engine.forecast.Forecast;
import dev.runbook.engine.forecast.History;
import dev.runbook.engine.forecast.Scale;
import dev.runbook.engine.journal.Journal;
import dev.runbook.engine.journal.Kind;
import dev.runbook.engine.journal.RunLock;
import dev.runbook.engine.journal.RunState;
import dev.runbook.engine.journal.RunStore;
import dev.runbook.engine.model.ExitStatus;
import dev.runbook.engine.model.RunbookException;
import dev.runbook.engine.run.Decisions;
import dev.runbook.engine.run.LiveBackend;
import dev.runbook.engine.run.People;
import dev.runbook.engine.run.RunEnd;
import dev.runbook.engine.run.Runner;
import dev.runbook.engine.run.Selection;
import dev.runbook.engine.run.Setup;
import dev.runbook.engine.run.Stop;
import dev.runbook.engine.spi.RunInfo;
import dev.runbook.engine.spi.Timekeeper;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Begins runs, goes on with them, and takes them back: one process a run. */
public final class RunService {
    private final Console console;
    private final boolean events;
    private final Timekeeper time;
    private final Watching watching;
    private final Map<String, String> environment;

    /** @param environment the environment variables */
    public RunService(Console console, boolean events, Timekeeper time, Map<String, String> environment) {
        this(console, events, time, environment, Watching.NONE);
    }

    /**
     * @param environment the environment variables
     * @param watching    whether a page shows the run
     */
    public RunService(
            Console console, boolean events, Timekeeper time, Map<String, String> environment, Watching watching) {
        this.environment = environment;
        this.console = console;
        this.events = events;
        this.time = time;
        this.watching = watching;
    }

    /** Makes a run's people. */
    @FunctionalInterface
    public interface PeopleOf {
        /**
         * @param input what reads from the terminal, if somebody is there
         * @param state the run's
         */
        People of(Opened opened, RunView view, LineInput input, RunState state);
    }

    /** Begins a run in a new folder of the store; its folder is given to {@code started} first. */
    public RunEnd start(Opened opened, RunStore store, Selection selection, PeopleOf people, List<Path> plugins) {
        return start(opened, store, selection, people, plugins, null);
    }

    /** @param approved what the journal records of the plan that was approved, or null */
    public RunEnd start(
            Opened opened,
            RunStore store,
            Selection selection,
            PeopleOf people,
            List<Path> plugins,
            Map<String, Object> approved) {
        opened.requireTargets();
        opened.resolveSecrets();
        Path folder = store.create(time.now());
        String id = folder.getFileName().toString();
        try (RunLock lock = lock(folder, false);
                Journal journal = RunStore.begin(folder, time)) {
            return worked(
                    opened,
                    folder,
                    journal,
                    selection,
                    Decisions.NONE,
                    people,
                    runner -> runner.start(RunHeader.of(opened, plugins, forecast(opened, folder), approved)),
                    id);
        }
    }

    /** What is expected of a run that begins now: the report holds it against what comes. */
    private Forecast forecast(Opened opened, Path folder) {
        Path state = folder.toAbsolutePath().getParent().getParent();
        History history = PastRuns.of(opened.place().folder(), state, opened.name(), console::warn);
        return Forecast.of(opened.plan(), history.without(folder.getFileName().toString()), Scale.NONE, time.now());
    }

    /** Goes on with the run in a folder. */
    public RunEnd resume(
            Opened opened, Path folder, Selection selection, Decisions decisions, PeopleOf people, boolean takeOver) {
        opened.requireTargets();
        opened.resolveSecrets();
        return locked(opened, folder, selection, decisions, people, takeOver, Runner::resume);
    }

    /** Undoes what the run in a folder did. */
    public RunEnd rollback(Opened opened, Path folder, PeopleOf people) {
        opened.resolveSecrets();
        return locked(opened, folder, Selection.ALL, Decisions.NONE, people, false, Runner::rollback);
    }

    /** Ends the run in a folder, putting back what is still raised. */
    public RunEnd abandon(Opened opened, Path folder, PeopleOf people, String why) {
        opened.resolveSecrets();
        return locked(opened, folder, Selection.ALL, Decisions.NONE, people, false, runner -> {
            runner.abandon(why);
            return new RunEnd(ExitStatus.DONE, "abandoned", null, null);
        });
    }

    /** Refuses to begin while a run of this runbook in this environment is unfinished. */
    public static void refuseUnfinished(RunStore store, Opened opened) {
        for (Path folder : store.folders()) {
            RunState state = RunStore.state(folder);
            if (state.unfinished()
                    && opened.name().equals(state.header().get("runbook"))
                    && opened.environmentName().equals(state.header().get("environment"))) {
                String id = state.run();
                throw new RunbookException(
                        ExitStatus.BUSY,
                        "Run " + id + " of " + opened.name() + " in " + opened.environmentName() + " is unfinished ("
                                + state.atRest().outcome() + "). Go on with it: runbook resume " + id
                                + "; end it: runbook abandon " + id + "; or begin another all the same: --new");
            }
        }
    }

    private RunEnd locked(
            Opened opened,
            Path folder,
            Selection selection,
            Decisions decisions,
            PeopleOf people,
            boolean takeOver,
            Function<Runner, RunEnd> work) {
        try (RunLock lock = lock(folder, takeOver);
                Journal journal = RunStore.open(folder, time)) {
            if (takeOver && lock.before() != null) {
                Map<String, Object> note = new LinkedHashMap<>();
                note.put("text", "taken over from " + lock.before() + ": " + decisions.why());
                note.put("by", RunLock.operator());
                journal.record(Kind.NOTE, null, note);
            }
            return worked(
                    opened,
                    folder,
                    journal,
                    selection,
                    decisions,
                    people,
                    work,
                    folder.getFileName().toString());
        }
    }

    private RunEnd worked(
            Opened opened,
            Path folder,
            Journal journal,
            Selection selection,
            Decisions decisions,
            PeopleOf people,
            Function<Runner, RunEnd> work,
            String id) {
        Stop stop = new Stop();
        RunInfo info = new RunInfo(
                id,
                RunLock.operator(),
                opened.environmentName(),
                opened.environment() != null && opened.environment().production(),
                folder,
                opened.place().folder());
        try (TerminalInput input = new TerminalInput(stop::ask);
                Progress progress = new Progress(console, events, folder, time, input::width);
                Interrupts interrupts =
                        new Interrupts(() -> interrupted(stop, progress.view()), () -> ended(stop, progress.view()))) {
            journal.listen(progress::entry);
            Company company = new Company(opened, info, journal, time, progress.view(), watching);
            People here = people.of(opened, progress.view(), input, journal.state());
            Setup setup = new Setup(
                    opened.plan(),
                    new InventoryWorld(opened, info, time),
                    journal,
                    new LiveBackend(time),
                    progress,
                    company.people(here, input, stop),
                    stop,
                    selection,
                    decisions);
            RunEnd end;
            try (company) {
                end = work.apply(new Runner(setup));
            }
            progress.end(end, journal.state(), journal.head());
            Tracing.of(environment, console::warn).send(journal.state());
            return end;
        }
    }

    /** Once finishes what runs and stops resumable; a second time aborts it. */
    private static void interrupted(Stop stop, RunView view) {
        stop.ask();
        view.tell(stop.aborting() ? "aborting what runs" : "stopping when what runs has ended; again to abort it");
    }

    /** Who ends the process, or the terminal that it was started from, does not ask twice. */
    private static void ended(Stop stop, RunView view) {
        if (!stop.asked()) {
            interrupted(stop, view);
        }
    }

    private static RunLock lock(Path folder, boolean takeOver) {
        return RunLock.take(folder, folder.getFileName().toString(), RunLock.self(), takeOver);
    }
}
