package dev.runbook.cli.command;

import dev.runbook.cli.option.RevisitOptions;
import dev.runbook.cli.option.StateOption;
import dev.runbook.cli.option.WebOptions;
import dev.runbook.cli.run.Page;
import dev.runbook.engine.journal.RunStore;
import dev.runbook.engine.model.ExitStatus;
import dev.runbook.engine.model.RunbookException;
import dev.runbook.engine.spi.Timekeeper;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** The page of a run, beside its engine. */
@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        description = {
            "Serves a page that shows a run while it goes on, on this machine's loopback, until it is interrupted.",
            "It reads the run's journal: it needs no engine, and disturbs none."
        })
final class ServeCommand implements Callable<Integer> {
    private final Session session;

    @Parameters(
            arity = "0..1",
            paramLabel = "RUN",
            description = "a run's id or a unique start of it (default: the last one)")
    String run;

    @Mixin
    WebOptions web;

    @Mixin
    RevisitOptions changes;

    @Mixin
    StateOption state;

    ServeCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws InterruptedException {
        RunStore store = new RunStore(state.find());
        Path folder = run == null ? Runs.last(store) : store.folder(run);
        Runs.state(folder);
        try (Page page = page(folder)) {
            page.tell(session.console()::say);
            session.console().say("Ctrl-C ends it; the run goes on");
            page.untilInterrupted();
        }
        return ExitStatus.DONE.code();
    }

    /** Without the runbook there is no forecast, and the page shows what the journal says. */
    private Page page(Path folder) {
        try {
            return Page.of(
                    new Tools(session, null).reopen(folder, changes, Map.of()),
                    folder,
                    web.port(),
                    web.token,
                    Timekeeper.SYSTEM);
        } catch (RunbookException gone) {
            session.console().warn("no forecast on the page: " + gone.getMessage());
            return Page.of(folder, web.port(), web.token, Timekeeper.SYSTEM);
        }
    }
}
