package dev.runbook.cli.command;

import dev.runbook.cli.option.StateOption;
import dev.runbook.engine.journal.RunStore;
import java.nio.file.Path;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** The run that a command is about: the one that is named, or the last unfinished one. */
final class UnfinishedRun {
    @Parameters(
            arity = "0..1",
            paramLabel = "RUN",
            description = "a run's id or a unique start of it (default: the last unfinished one)")
    String run;

    @Mixin
    StateOption state;

    Path folder() {
        RunStore store = new RunStore(state.find());
        return run == null ? Runs.lastUnfinished(store) : store.folder(run);
    }
}
