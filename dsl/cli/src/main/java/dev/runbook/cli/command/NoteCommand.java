package dev.runbook.cli.command;

import dev.runbook.cli.option.StateOption;
import dev.runbook.cli.run.Deviations;
import dev.runbook.engine.journal.RunStore;
import dev.runbook.engine.model.ExitStatus;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** A deviation for the record. */
@Command(
        name = "note",
        mixinStandardHelpOptions = true,
        description = "Notes a manual deviation in the record of a run.")
final class NoteCommand implements Callable<Integer> {
    private final Session session;

    @Parameters(index = "0", paramLabel = "RUN", description = "a run's id or a unique start of it")
    String run;

    @Parameters(index = "1", paramLabel = "TEXT", description = "what was done")
    String text;

    @Mixin
    StateOption state;

    NoteCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        Path folder = new RunStore(state.find()).folder(run);
        Deviations.note(folder, text);
        session.console().say("noted in run " + folder.getFileName());
        return ExitStatus.DONE.code();
    }
}
