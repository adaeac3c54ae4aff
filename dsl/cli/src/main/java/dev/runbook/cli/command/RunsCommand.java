package dev.runbook.cli.command;

import dev.runbook.cli.option.NotYet;
import dev.runbook.cli.option.StateOption;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The runs on disk. */
@Command(name = "runs", mixinStandardHelpOptions = true, description = "The runs.")
final class RunsCommand implements Callable<Integer> {
    private final Session session;

    @Mixin
    StateOption state;

    RunsCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        throw NotYet.available("runbook runs");
    }
}
