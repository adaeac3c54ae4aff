package dev.runbook.cli.command;

import dev.runbook.engine.model.ExitStatus;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** One run. */
@Command(name = "show", mixinStandardHelpOptions = true, description = "One run's steps, results and evidence.")
final class ShowCommand implements Callable<Integer> {
    private final Session session;

    @Mixin
    LastRun run;

    ShowCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        Path folder = run.folder();
        new RunView(session.console()).show(Runs.state(folder));
        return ExitStatus.DONE.code();
    }
}
