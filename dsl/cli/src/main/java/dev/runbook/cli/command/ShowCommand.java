package dev.runbook.cli.command;

import dev.runbook.cli.option.StateOption;
import dev.runbook.engine.journal.RunStore;
import dev.runbook.engine.model.ExitStatus;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** One run. */
@Command(name = "show", mixinStandardHelpOptions = true, description = "One run's steps, results and evidence.")
final class ShowCommand implements Callable<Integer> {
    private final Session session;

    @Parameters(
            arity = "0..1",
            paramLabel = "RUN",
            description = "a run's id or a unique start of it (default: the last one)")
    String run;

    @Mixin
    StateOption state;

    ShowCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        RunStore store = new RunStore(state.find());
        Path folder = run == null ? Runs.last(store) : store.folder(run);
        new RunView(session.console()).show(Runs.state(folder));
        return ExitStatus.DONE.code();
    }
}
