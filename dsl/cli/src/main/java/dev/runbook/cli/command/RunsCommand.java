package dev.runbook.cli.command;

import dev.runbook.cli.console.Table;
import dev.runbook.cli.option.StateOption;
import dev.runbook.engine.journal.RunStore;
import dev.runbook.engine.model.ExitStatus;
import java.nio.file.Path;
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
        Table table = new Table();
        for (Path folder : new RunStore(state.find()).folders()) {
            table.row(Runs.row(folder, session.console().style()));
        }
        if (table.isEmpty()) {
            session.console().say("There are no runs yet.");
        }
        table.lines().forEach(session.console()::say);
        return ExitStatus.DONE.code();
    }
}
