package dev.runbook.cli.command;

import dev.runbook.cli.option.NotYet;
import dev.runbook.cli.option.StateOption;
import dev.runbook.engine.journal.RunState;
import dev.runbook.engine.journal.RunStore;
import dev.runbook.engine.model.ExitStatus;
import dev.runbook.engine.report.ReportData;
import dev.runbook.engine.report.TextReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The report of a run. */
@Command(name = "report", mixinStandardHelpOptions = true, description = "The report of a run.")
final class ReportCommand implements Callable<Integer> {
    private final Session session;

    @Parameters(
            arity = "0..1",
            paramLabel = "RUN",
            description = "a run's id or a unique start of it (default: the last one)")
    String run;

    @Mixin
    StateOption state;

    @Option(names = "--format", paramLabel = "FORMAT", defaultValue = "text", description = "text or json")
    ReportFormat format = ReportFormat.text;

    @Option(names = "-o", paramLabel = "FILE", description = "write it there instead of to standard output")
    Path file;

    ReportCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws IOException {
        if (!format.available()) {
            throw NotYet.available("--format " + format);
        }
        RunStore store = new RunStore(state.find());
        RunState found = Runs.state(run == null ? Runs.last(store) : store.folder(run));
        String report = format == ReportFormat.json
                ? ResultJson.write(ReportData.of(found))
                : TextReport.of(found, ZoneId.systemDefault());
        if (file == null) {
            session.console().data(report.stripTrailing());
        } else {
            Files.writeString(file, report);
            session.console().say("written to " + file);
        }
        return ExitStatus.DONE.code();
    }
}
