package dev.runbook.cli.command;

import dev.runbook.cli.option.EnvironmentOptions;
import dev.runbook.cli.run.PlanView;
import dev.runbook.engine.model.ExitStatus;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** What would be done, in which order. */
@Command(
        name = "plan",
        mixinStandardHelpOptions = true,
        description = "The steps, phases, human steps and the outage window, with expected durations.")
final class PlanCommand implements Callable<Integer> {
    private final Session session;

    @Parameters(
            paramLabel = "RUNBOOK",
            description = "a .groovy file, a folder with a runbook.groovy, or a bundled runbook's name")
    String runbook;

    @Mixin
    EnvironmentOptions where;

    PlanCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        Tools tools = new Tools(session, null);
        new PlanView(tools.console()).show(tools.open(runbook, where, true));
        return ExitStatus.DONE.code();
    }
}
