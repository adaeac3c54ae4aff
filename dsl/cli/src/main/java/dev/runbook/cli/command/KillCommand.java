package dev.runbook.cli.command;

import dev.runbook.cli.option.RevisitOptions;
import dev.runbook.cli.option.StateOption;
import dev.runbook.cli.run.JobKill;
import dev.runbook.engine.journal.RunStore;
import dev.runbook.engine.model.ExitStatus;
import dev.runbook.engine.spi.Timekeeper;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Ends a job on its host. */
@Command(
        name = "kill",
        mixinStandardHelpOptions = true,
        description =
                "Ends the job of a step on its host, with all that it has started: kindly first, after ten seconds for certain. "
                        + "An interrupt, a timeout or a stall only lets go of a job.")
final class KillCommand implements Callable<Integer> {
    private final Session session;

    @Parameters(index = "0", paramLabel = "RUN", description = "a run's id or a unique start of it")
    String run;

    @Parameters(index = "1", paramLabel = "STEP", description = "the step that began the job: its name, or its path")
    String step;

    @Mixin
    RevisitOptions changes;

    @Mixin
    StateOption state;

    KillCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws InterruptedException {
        Tools tools = new Tools(session, null);
        Path folder = new RunStore(state.find()).folder(run);
        new JobKill(tools.reopen(folder, changes, Map.of()), folder, tools.console(), Timekeeper.SYSTEM).of(step);
        return ExitStatus.DONE.code();
    }
}
