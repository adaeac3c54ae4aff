package dev.runbook.cli.option;

import dev.runbook.engine.run.Selection;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** Which steps the operator wants; guards are never left out. */
public final class SelectionOptions {
    @Option(names = "--from", paramLabel = "STEP", description = "leave out what stands before this step")
    String from;

    @Option(names = "--phase", paramLabel = "NAME", description = "only the steps of this phase")
    String phase;

    @Option(names = "--only", paramLabel = "STEP|TAG", description = "only these steps; may be repeated")
    List<String> only = new ArrayList<>();

    @Option(names = "--skip", paramLabel = "STEP|TAG", description = "without these steps; may be repeated")
    List<String> skip = new ArrayList<>();

    @Option(names = "--why", paramLabel = "TEXT", description = "the reason, for the record")
    public String why;

    public Selection selection() {
        return new Selection(from, phase, only, skip, why);
    }
}
