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

/** Ends an unfinished run. */
@Command(
        name = "abandon",
        mixinStandardHelpOptions = true,
        description = "Ends an unfinished run, restoring what is still raised or mounted.")
final class AbandonCommand implements Callable<Integer> {
    private final Session session;

    @Mixin
    UnfinishedRun run;

    @Mixin
    RevisitOptions changes;

    @Mixin
    ConsentOptions agreed;

    @Mixin
    OutputOption output;

    AbandonCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        Tools tools = new Tools(session, output);
        Path folder = run.folder();
        Opened opened = tools.reopen(folder, changes, Map.of());
        Terminal people = tools.people(agreed);
        people.confirm(opened, Intention.abandon(RunStore.state(folder)));
        return tools.runs()
                .abandon(opened, folder, people, "abandoned by the operator")
                .status()
                .code();
    }
}
