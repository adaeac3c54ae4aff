package dev.runbook.cli.command;

import dev.runbook.cli.option.ZoneOption;
import dev.runbook.cli.trace.Tracing;
import dev.runbook.engine.journal.RunState;
import dev.runbook.engine.model.ExitStatus;
import dev.runbook.engine.model.RunbookException;
import dev.runbook.engine.report.CsvReport;
import dev.runbook.engine.report.HtmlReport;
import dev.runbook.engine.report.JunitReport;
import dev.runbook.engine.report.MarkdownReport;
import dev.runbook.engine.report.ReportData;
import dev.runbook.engine.report.TextReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The report of a run. */
@Command(
        name = "report",
        mixinStandardHelpOptions = true,
        description = "The report of a run; also of one that failed, waits, or runs now.")
final class ReportCommand implements Callable<Integer> {
    private final Session session;

    @Mixin
    LastRun run;

    @Mixin
    ZoneOption zone;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description =
                    "text, markdown (a retrospective), html (one page without network), csv, json, junit, or otlp (an OpenTelemetry trace)")
    ReportFormat format = ReportFormat.text;

    @Option(names = "-o", paramLabel = "FILE", description = "write it there instead of to standard output")
    Path file;

    ReportCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        RunState found = Runs.begun(run.folder());
        String report = written(found);
        if (file == null) {
            session.console().data(report.stripTrailing());
            return ExitStatus.DONE.code();
        }
        try {
            Files.writeString(file, report);
        } catch (IOException failed) {
            throw RunbookException.invalid(
                    "The report cannot be written to " + file + ": " + failed + ". Choose another place with -o FILE");
        }
        session.console().say("written to " + file);
        return ExitStatus.DONE.code();
    }

    private String written(RunState found) {
        return switch (format) {
            case text -> TextReport.of(found, zone.zone());
            case markdown -> MarkdownReport.of(found, zone.zone());
            case html -> HtmlReport.of(found, zone.zone());
            case csv -> CsvReport.of(found);
            case json -> ResultJson.write(ReportData.of(found));
            case junit -> JunitReport.of(found);
            case otlp ->
                Tracing.of(session.environment(), session.console()::warn).text(found);
        };
    }
}
