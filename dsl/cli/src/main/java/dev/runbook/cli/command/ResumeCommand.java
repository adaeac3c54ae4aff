package dev.runbook.cli.command;

import dev.runbook.cli.option.ConsentOptions;
import dev.runbook.cli.option.DecisionOptions;
import dev.runbook.cli.option.DryRunOption;
import dev.runbook.cli.option.NotYet;
import dev.runbook.cli.option.OutputOption;
import dev.runbook.cli.option.RevisitOptions;
import dev.runbook.cli.option.SelectionOptions;
import dev.runbook.cli.option.StateOption;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Continues a run. */
@Command(name = "resume", mixinStandardHelpOptions = true, description = "Continues the last, or the named, unfinished run.")
final class ResumeCommand implements Callable<Integer> {
    private final Session session;

    @Parameters(arity = "0..1", paramLabel = "RUN", description = "a run's id or a unique start of it (default: the last unfinished one)")
    String run;

    @Mixin
    RevisitOptions changes;

    @Mixin
    SelectionOptions select;

    @Mixin
    ConsentOptions agreed;

    @Mixin
    StateOption state;

    @Mixin
    OutputOption output;

    @Mixin
    DryRunOption dryRun;

    @Mixin
    DecisionOptions decisions;

    ResumeCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        throw NotYet.available("runbook resume");
    }
}
