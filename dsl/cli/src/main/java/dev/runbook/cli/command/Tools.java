package dev.runbook.cli.command;

import dev.runbook.cli.console.Console;
import dev.runbook.cli.option.ConsentOptions;
import dev.runbook.cli.option.EnvironmentOptions;
import dev.runbook.cli.option.OutputOption;
import dev.runbook.cli.option.RevisitOptions;
import dev.runbook.cli.option.WebOptions;
import dev.runbook.cli.place.RunbookPlace;
import dev.runbook.cli.plugin.Plugins;
import dev.runbook.cli.run.Opened;
import dev.runbook.cli.run.Opener;
import dev.runbook.cli.run.Recorded;
import dev.runbook.cli.run.RunService;
import dev.runbook.cli.run.Terminal;
import dev.runbook.cli.run.Watching;
import dev.runbook.engine.inventory.Located;
import dev.runbook.engine.journal.RunStore;
import dev.runbook.engine.spi.Timekeeper;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** What the commands that work on runs have in common. */
final class Tools {
    private final Session session;
    private final Console console;
    private final boolean json;

    Tools(Session session, OutputOption output) {
        this.session = session;
        this.console = output == null ? session.console() : output.on(session.console());
        this.json = output != null && output.json();
    }

    Console console() {
        return console;
    }

    /** Opens the runbook of a command in the environment of its options. */
    Opened open(String runbook, EnvironmentOptions where, boolean lenient) {
        RunbookPlace place = RunbookPlace.of(runbook, session.home());
        return opener(where.plugins)
                .open(place, where.inventory, where.environment, where.params().values(), lenient);
    }

    /** Opens the runbook of a run again, as its journal says. */
    Opened reopen(Path folder, RevisitOptions changes, Map<String, Located> params) {
        Recorded recorded = Recorded.of(RunStore.state(folder));
        List<Path> plugins = changes.plugins.isEmpty() ? recorded.plugins() : changes.plugins;
        Path inventory = changes.inventory == null ? recorded.inventory() : changes.inventory;
        return opener(plugins).reopen(recorded.place(), inventory, recorded.environment(), recorded.given(params));
    }

    RunService runs() {
        return new RunService(console, json, Timekeeper.SYSTEM, session.environment());
    }

    /** The same with a page, where there are options for one. */
    RunService runs(WebOptions page, ConsentOptions agreed) {
        Watching watching = page == null
                ? Watching.NONE
                : new Watching(true, page.port(), page.token, page.token && !agreed.noInput);
        return new RunService(console, json, Timekeeper.SYSTEM, session.environment(), watching);
    }

    /** The people at this terminal. */
    Terminal people(ConsentOptions agreed) {
        return new Terminal(console, agreed.consents, agreed.yes, agreed.noInput);
    }

    Opener opener(List<Path> plugins) {
        Plugins found = Plugins.load(session.home().plugins(), plugins);
        return new Opener(console, found, Terminal.prompter(console), session.memory(found));
    }
}
