package dev.runbook.cli.command;

import dev.runbook.cli.forecast.ForecastView;
import dev.runbook.cli.forecast.PastRuns;
import dev.runbook.cli.forecast.StartTime;
import dev.runbook.cli.option.EnvironmentOptions;
import dev.runbook.cli.option.StateOption;
import dev.runbook.cli.option.ZoneOption;
import dev.runbook.cli.run.Opened;
import dev.runbook.engine.forecast.Forecast;
import dev.runbook.engine.forecast.ForecastData;
import dev.runbook.engine.forecast.History;
import dev.runbook.engine.forecast.Scale;
import dev.runbook.engine.journal.Json;
import dev.runbook.engine.journal.RunStore;
import dev.runbook.engine.model.ExitStatus;
import dev.runbook.engine.model.RunbookException;
import dev.runbook.engine.spi.Timekeeper;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** When what is due. */
@Command(
        name = "forecast",
        mixinStandardHelpOptions = true,
        description = "When each step, and each human action, is expected, and the outage window; from earlier runs.")
final class ForecastCommand implements Callable<Integer> {
    private final Session session;

    /** What {@code --format} takes. */
    enum Format {
        text,
        json
    }

    @Parameters(
            paramLabel = "RUNBOOK",
            description = "a .groovy file, a folder with a runbook.groovy, or a bundled runbook's name")
    String runbook;

    @Mixin
    EnvironmentOptions where;

    @Mixin
    StateOption state;

    @Mixin
    ZoneOption zone;

    @Option(
            names = "--start",
            paramLabel = "TIME",
            description = "when it begins: 22:00, 2026-11-21T22:00, 2026-11-21T22:00+01:00 (default: now)")
    String start;

    @Option(
            names = "--scale",
            paramLabel = "UNIT=AMOUNT",
            description =
                    "how much there is to do this time, in a unit of measure, such as files=152772; may be repeated (default: as much as the last time)")
    List<String> scale = new ArrayList<>();

    @Option(
            names = "--run",
            paramLabel = "RUN",
            description = "what is left of this unfinished run, corrected by what has happened in it")
    String run;

    @Option(names = "--format", paramLabel = "text|json", description = "text or json", defaultValue = "text")
    Format format = Format.text;

    ForecastCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        if (run != null && start != null) {
            throw RunbookException.invalid("--start and --run: a run that goes on has begun already; leave one out");
        }
        Tools tools = new Tools(session, null);
        Opened opened = tools.open(runbook, where, true);
        Path folder = state.of(opened.place());
        History history = PastRuns.of(opened.place().folder(), folder, opened.name(), tools.console()::warn);
        Instant now = Timekeeper.SYSTEM.now();
        Forecast forecast = Forecast.of(
                opened.plan(), history, Scale.parse(scale, history), StartTime.parse(start, zone.zone(), now));
        if (run != null) {
            forecast = forecast.whileRunning(Runs.state(new RunStore(folder).folder(run)), now);
        }
        if (format == Format.json) {
            tools.console().data(Json.write(ForecastData.of(forecast)));
        } else {
            String title = opened.plan().title();
            new ForecastView(tools.console(), zone.zone(), forecast).show(title == null ? opened.name() : title);
        }
        return ExitStatus.DONE.code();
    }
}
