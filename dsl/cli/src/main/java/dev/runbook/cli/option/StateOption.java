package dev.runbook.cli.option;

import dev.runbook.cli.place.RunbookPlace;
import dev.runbook.cli.place.StateFolder;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Where runs are kept. */
public final class StateOption {
    @Option(
            names = "--state",
            paramLabel = "DIR",
            description = "where runs are kept (default: .runbook beside the runbook)")
    Path state;

    /** The folder for runs of this runbook; it need not exist. */
    public Path of(RunbookPlace runbook) {
        return state == null ? runbook.state() : state;
    }

    /** The folder for commands that name a run; it exists. */
    public Path find() {
        return StateFolder.find(state, Path.of(""));
    }
}
