package dev.runbook.cli.run;

import dev.runbook.cli.console.Console;
import dev.runbook.cli.progress.DryRunLines;
import dev.runbook.engine.journal.MemoryLedger;
import dev.runbook.engine.journal.RunLock;
import dev.runbook.engine.model.ExitStatus;
import dev.runbook.engine.model.Instructions;
import dev.runbook.engine.model.Manual;
import dev.runbook.engine.run.Decisions;
import dev.runbook.engine.run.DryRun;
import dev.runbook.engine.run.OfflineBackend;
import dev.runbook.engine.run.People;
import dev.runbook.engine.run.ProbeBackend;
import dev.runbook.engine.run.Selection;
import dev.runbook.engine.run.Setup;
import dev.runbook.engine.run.Stop;
import dev.runbook.engine.spi.RunInfo;
import dev.runbook.engine.spi.Timekeeper;
import java.util.Optional;

/** Shows what a run would do. */
public final class DryRunService {
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

    public DryRunService(Console console, boolean events) {
        this.console = console;
        this.events = events;
    }

    /** Done, or failed where a step failed for a reason that a real run would meet as well. */
    public ExitStatus run(Opened opened, Selection selection, boolean probe) {
        if (opened.environment() != null || probe) {
            opened.requireTargets();
        }
        if (probe) {
            opened.resolveSecrets();
        }
        Timekeeper time = Timekeeper.SYSTEM;
        RunInfo info = new RunInfo(
                "dry-run",
                RunLock.operator(),
                opened.environmentName(),
                opened.environment() != null && opened.environment().production(),
                opened.place().state(),
                opened.place().folder());
        DryRunLines lines = new DryRunLines(console, events, probe);
        lines.begin(
                opened.plan().title() == null ? opened.name() : opened.plan().title(), opened.environmentName());
        MemoryLedger ledger = new MemoryLedger(time, lines::entry);
        lines.watch(ledger.state());
        Setup setup = new Setup(
                opened.plan(),
                new InventoryWorld(opened, info, time),
                ledger,
                probe ? new ProbeBackend(time) : new OfflineBackend(),
                (step, line) -> {},
                NOBODY,
                new Stop(),
                selection,
                Decisions.NONE);
        int failures = new DryRun(setup).run();
        lines.end(failures);
        return failures == 0 ? ExitStatus.DONE : ExitStatus.FAILED;
    }
}
