package dev.runbook.cli.command;

import dev.runbook.cli.option.NotYet;
import dev.runbook.cli.option.StateOption;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The report of a run. */
@Command(name = "report", mixinStandardHelpOptions = true, description = "The report of a run.")
final class ReportCommand implements Callable<Integer> {
    private final Session session;

    @Parameters(arity = "0..1", paramLabel = "RUN", description = "a run's id or a unique start of it (default: the last one)")
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
    public Integer call() {
        throw NotYet.available("runbook report");
    }
}
