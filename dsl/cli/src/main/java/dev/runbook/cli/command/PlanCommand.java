package dev.runbook.cli.command;

import dev.runbook.cli.forecast.PastRuns;
import dev.runbook.cli.option.EnvironmentOptions;
import dev.runbook.cli.option.StateOption;
import dev.runbook.cli.run.Opened;
import dev.runbook.cli.run.PlanView;
import dev.runbook.engine.forecast.Forecast;
import dev.runbook.engine.forecast.History;
import dev.runbook.engine.forecast.Scale;
import dev.runbook.engine.model.ExitStatus;
import dev.runbook.engine.spi.Timekeeper;
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

    @Mixin
    StateOption state;

    PlanCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        Tools tools = new Tools(session, null);
        Opened opened = tools.open(runbook, where, true);
        History history =
                PastRuns.of(opened.place().folder(), state.of(opened.place()), opened.name(), tools.console()::warn);
        Forecast forecast = Forecast.of(opened.plan(), history, Scale.NONE, Timekeeper.SYSTEM.now());
        new PlanView(tools.console(), forecast).show(opened);
        return ExitStatus.DONE.code();
    }
}
