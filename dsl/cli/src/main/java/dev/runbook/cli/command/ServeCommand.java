package dev.runbook.cli.command;

import dev.runbook.cli.option.RevisitOptions;
import dev.runbook.cli.option.WebOptions;
import dev.runbook.cli.run.Page;
import dev.runbook.engine.model.ExitStatus;
import dev.runbook.engine.model.RunbookException;
import dev.runbook.engine.spi.Timekeeper;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

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

    @Mixin
    LastRun run;

    @Mixin
    WebOptions web;

    @Mixin
    RevisitOptions changes;

    ServeCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws InterruptedException {
        Path folder = run.folder();
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
