package dev.runbook.cli.run;

import dev.runbook.cli.console.Console;
import dev.runbook.cli.progress.DryRunLines;
import dev.runbook.engine.forecast.Forecast;
import dev.runbook.engine.journal.MemoryLedger;
import dev.runbook.engine.journal.RunLock;
import dev.runbook.engine.journal.RunState;
import dev.runbook.engine.model.ExitStatus;
import dev.runbook.engine.model.Instructions;
import dev.runbook.engine.model.Manual;
import dev.runbook.engine.run.Decisions;
import dev.runbook.engine.run.DryRun;
import dev.runbook.engine.run.EarlierResults;
import dev.runbook.engine.run.OfflineBackend;
import dev.runbook.engine.run.People;
import dev.runbook.engine.run.ProbeBackend;
import dev.runbook.engine.run.Selection;
import dev.runbook.engine.run.Setup;
import dev.runbook.engine.run.Stop;
import dev.runbook.engine.spi.Backend;
import dev.runbook.engine.spi.RunInfo;
import dev.runbook.engine.spi.Timekeeper;
import java.util.List;
import java.util.Optional;

/** Shows what a run would do. */
public final class DryRunService {
    /** The run that never is. */
    private static final String ID = "dry-run";

    /** Nobody is asked anything. */
    static final People NOBODY = new People() {
        @Override
        public Optional<Answer> work(Manual manual, Instructions instructions, String failed) {
            return Optional.empty();
        }

        @Override
        public Optional<Boolean> consent(String name, String why, String typed) {
            return Optional.empty();
        }

        @Override
        public void tell(String text) {}
    };

    private final Console console;
    private final boolean events;

    /**
     * A dry run that was shown.
     *
     * @param status done, or failed where a step failed for a reason that a real run would meet as well
     * @param shown  its lines
     * @param state  what its entries make
     */
    public record Shown(ExitStatus status, List<String> shown, RunState state) {}

    /**
     * What is wanted of it.
     *
     * @param probe    whether what only reads is really read
     * @param earlier  what stands in for results that only a real run can know
     * @param forecast how long everything takes, as far as anybody knows
     */
    public record Wanted(Selection selection, boolean probe, EarlierResults earlier, Forecast forecast) {}

    public DryRunService(Console console, boolean events) {
        this.console = console;
        this.events = events;
    }

    public Shown run(Opened opened, Wanted wanted) {
        if (opened.environment() != null || wanted.probe()) {
            opened.requireTargets();
        }
        if (wanted.probe()) {
            opened.resolveSecrets();
        }
        Timekeeper time = Timekeeper.SYSTEM;
        DryRunLines lines = new DryRunLines(console, events, wanted.probe(), wanted.forecast());
        lines.begin(
                opened.plan().title() == null ? opened.name() : opened.plan().title(), opened.environmentName());
        MemoryLedger ledger = new MemoryLedger(time, lines::entry);
        lines.watch(ledger.state());
        Backend backend = wanted.probe() ? new ProbeBackend(time) : new OfflineBackend();
        Setup setup = setup(opened, wanted.selection(), ledger, backend, RunLock.operator());
        int failures = new DryRun(setup, wanted.earlier()).run();
        lines.end(failures);
        return new Shown(failures == 0 ? ExitStatus.DONE : ExitStatus.FAILED, lines.said(), ledger.state());
    }

    /** What an offline dry run shows, as lines that can be compared; nobody sees it. */
    public static List<String> whatIsDone(Opened opened, Selection selection, String operator) {
        WhatIsDone done = new WhatIsDone();
        MemoryLedger ledger = new MemoryLedger(Timekeeper.SYSTEM, done);
        new DryRun(setup(opened, selection, ledger, new OfflineBackend(), operator)).run();
        return done.lines();
    }

    private static Setup setup(
            Opened opened, Selection selection, MemoryLedger ledger, Backend backend, String operator) {
        RunInfo info = new RunInfo(
                ID,
                operator,
                opened.environmentName(),
                opened.environment() != null && opened.environment().production(),
                opened.place().state(),
                opened.place().folder());
        return new Setup(
                opened.plan(),
                new InventoryWorld(opened, info, Timekeeper.SYSTEM),
                ledger,
                backend,
                (step, line) -> {},
                NOBODY,
                new Stop(),
                selection,
                Decisions.NONE);
    }
}
