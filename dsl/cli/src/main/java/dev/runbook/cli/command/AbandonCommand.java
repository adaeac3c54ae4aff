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

/** Ends an unfinished run. */
@Command(
        name = "abandon",
        mixinStandardHelpOptions = true,
        description = "Ends an unfinished run, restoring what is still raised or mounted.")
final class AbandonCommand implements Callable<Integer> {
    private final Session session;

    @Parameters(
            arity = "0..1",
            paramLabel = "RUN",
            description = "a run's id or a unique start of it (default: the last unfinished one)")
    String run;

    @Mixin
    RevisitOptions changes;

    @Mixin
    ConsentOptions agreed;

    @Mixin
    StateOption state;

    @Mixin
    OutputOption output;

    AbandonCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        Tools tools = new Tools(session, output);
        RunStore store = new RunStore(state.find());
        Path folder = run == null ? Runs.lastUnfinished(store) : store.folder(run);
        Opened opened = tools.reopen(folder, changes, Map.of());
        Terminal people = tools.people(agreed);
        people.confirm(opened, Intention.abandon(RunStore.state(folder)));
        return tools.runs()
                .abandon(opened, folder, people, "abandoned by the operator")
                .status()
                .code();
    }
}
