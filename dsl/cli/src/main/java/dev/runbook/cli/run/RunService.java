package dev.runbook.cli.run;

import dev.runbook.cli.console.Console;
import dev.runbook.cli.people.LineInput;
import dev.runbook.cli.people.TerminalInput;
import dev.runbook.cli.progress.Progress;
import dev.runbook.cli.progress.RunView;
import dev.runbook.engine.journal.Journal;
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
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Begins runs, goes on with them, and takes them back: one process a run. */
public final class RunService {
    private final Console console;
    private final boolean events;
    private final Timekeeper time;

    public RunService(Console console, boolean events, Timekeeper time) {
        this.console = console;
        this.events = events;
        this.time = time;
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
        try (RunLock lock = lock(folder);
                Journal journal = RunStore.begin(folder, time)) {
            return worked(
                    opened,
                    folder,
                    journal,
                    selection,
                    Decisions.NONE,
                    people,
                    runner -> runner.start(RunHeader.of(opened, plugins, approved)),
                    id);
        }
    }

    /** Goes on with the run in a folder. */
    public RunEnd resume(Opened opened, Path folder, Selection selection, Decisions decisions, PeopleOf people) {
        opened.requireTargets();
        opened.resolveSecrets();
        return locked(opened, folder, selection, decisions, people, Runner::resume);
    }

    /** Undoes what the run in a folder did. */
    public RunEnd rollback(Opened opened, Path folder, PeopleOf people) {
        opened.resolveSecrets();
        return locked(opened, folder, Selection.ALL, Decisions.NONE, people, Runner::rollback);
    }

    /** Ends the run in a folder, putting back what is still raised. */
    public RunEnd abandon(Opened opened, Path folder, PeopleOf people, String why) {
        opened.resolveSecrets();
        return locked(opened, folder, Selection.ALL, Decisions.NONE, people, runner -> {
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
            Function<Runner, RunEnd> work) {
        try (RunLock lock = lock(folder);
                Journal journal = RunStore.open(folder, time)) {
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
                RunHeader.operator(),
                opened.environmentName(),
                opened.environment() != null && opened.environment().production(),
                folder,
                opened.place().folder());
        try (TerminalInput input = new TerminalInput(stop::ask);
                Progress progress = new Progress(console, events, folder, time, input::width);
                Interrupts interrupts = new Interrupts(() -> interrupted(stop, progress.view()))) {
            journal.listen(progress::entry);
            Company company = new Company(opened, info, journal, time, progress.view());
            People here = people.of(opened, progress.view(), input, journal.state());
            Setup setup = new Setup(
                    opened.plan(),
                    new InventoryWorld(opened, info, time),
                    journal,
                    new LiveBackend(time),
                    progress::line,
                    company.people(here, input, stop),
                    stop,
                    selection,
                    decisions);
            RunEnd end;
            try (company) {
                end = work.apply(new Runner(setup));
            }
            progress.end(end, journal.state(), journal.head());
            return end;
        }
    }

    /** Once finishes what runs and stops resumable; a second time aborts it. */
    private static void interrupted(Stop stop, RunView view) {
        stop.ask();
        view.tell(stop.aborting() ? "aborting what runs" : "stopping when what runs has ended; again to abort it");
    }

    private static RunLock lock(Path folder) {
        String who =
                RunHeader.operator() + ", process " + ProcessHandle.current().pid();
        return RunLock.take(folder, folder.getFileName().toString(), who);
    }
}
