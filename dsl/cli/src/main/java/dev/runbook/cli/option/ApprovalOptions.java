package dev.runbook.cli.option;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Saving what would be done for those who approve it, and running what they approved. */
public final class ApprovalOptions {
    @Option(
            names = "--with-results",
            paramLabel = "RUN",
            description = "with --dry-run: fill in the results that this earlier run saw")
    public String withResults;

    @Option(
            names = "--approved",
            paramLabel = "FILE",
            description =
                    "run exactly what this saved dry run shows; refused, with the difference, where runbook, parameters or inventory have changed since")
    public Path approved;

    @Option(names = "-o", paramLabel = "FILE", description = "with --dry-run: save what would be done, to be approved")
    public Path save;
}
