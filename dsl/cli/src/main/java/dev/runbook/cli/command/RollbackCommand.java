package dev.runbook.cli.command;

import dev.runbook.cli.option.ConsentOptions;
import dev.runbook.cli.option.OutputOption;
import dev.runbook.cli.option.RevisitOptions;
import dev.runbook.cli.option.StateOption;
import dev.runbook.cli.run.Opened;
import dev.runbook.cli.run.Terminal;
import dev.runbook.engine.journal.RunStore;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Undoes a run. */
@Command(name = "rollback", mixinStandardHelpOptions = true, description = "Undoes what has an undo, newest first.")
final class RollbackCommand implements Callable<Integer> {
    private final Session session;

    @Parameters(
            arity = "0..1",
            paramLabel = "RUN",
            description = "a run's id or a unique start of it (default: the last one)")
    String run;

    @Mixin
    RevisitOptions changes;

    @Mixin
    ConsentOptions agreed;

    @Mixin
    StateOption state;

    @Mixin
    OutputOption output;

    RollbackCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        Tools tools = new Tools(session, output);
        RunStore store = new RunStore(state.find());
        Path folder = run == null ? Runs.last(store) : store.folder(run);
        Opened opened = tools.reopen(folder, changes, Map.of());
        Terminal people = tools.people(agreed);
        people.confirm(opened, Intention.rollback(opened.plan(), RunStore.state(folder)));
        return tools.runs().rollback(opened, folder, people).status().code();
    }
}
