package dev.runbook.cli.command;

import dev.runbook.cli.option.ConsentOptions;
import dev.runbook.cli.option.OutputOption;
import dev.runbook.cli.option.RevisitOptions;
import dev.runbook.cli.run.Opened;
import dev.runbook.cli.run.Terminal;
import dev.runbook.engine.journal.RunStore;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Undoes a run. */
@Command(name = "rollback", mixinStandardHelpOptions = true, description = "Undoes what has an undo, newest first.")
final class RollbackCommand implements Callable<Integer> {
    private final Session session;

    @Mixin
    LastRun run;

    @Mixin
    RevisitOptions changes;

    @Mixin
    ConsentOptions agreed;

    @Mixin
    OutputOption output;

    RollbackCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        Tools tools = new Tools(session, output);
        Path folder = run.folder();
        Opened opened = tools.reopen(folder, changes, Map.of());
        Terminal people = tools.people(agreed);
        people.confirm(opened, Intention.rollback(opened.plan(), RunStore.state(folder)));
        return tools.runs().rollback(opened, folder, people).status().code();
    }
}
