package dev.runbook.cli.command;

import dev.runbook.cli.option.ConsentOptions;
import dev.runbook.cli.option.DryRunOption;
import dev.runbook.cli.option.EnvironmentOptions;
import dev.runbook.cli.option.NotYet;
import dev.runbook.cli.option.OutputOption;
import dev.runbook.cli.option.SelectionOptions;
import dev.runbook.cli.option.StateOption;
import dev.runbook.cli.option.WebOptions;
import dev.runbook.cli.run.DryRunService;
import dev.runbook.cli.run.Opened;
import dev.runbook.cli.run.RunService;
import dev.runbook.cli.run.Terminal;
import dev.runbook.engine.journal.RunState;
import dev.runbook.engine.journal.RunStore;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs a runbook. */
@Command(name = "run", mixinStandardHelpOptions = true, description = "Runs a runbook.")
final class RunCommand implements Callable<Integer> {
    private final Session session;

    @Parameters(
            paramLabel = "RUNBOOK",
            description = "a .groovy file, a folder with a runbook.groovy, or a bundled runbook's name")
    String runbook;

    @Mixin
    EnvironmentOptions where;

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

    @Option(names = "--web", description = "serve a page that shows the run, on this machine's loopback")
    boolean web;

    @Mixin
    WebOptions page;

    @Option(names = "--new", description = "although this runbook has an unfinished run in this environment")
    boolean fresh;

    @Option(
            names = "--with-results",
            hidden = true,
            paramLabel = "RUN",
            description = "with --dry-run: fill in what this earlier run saw")
    String withResults;

    @Option(
            names = "--approved",
            hidden = true,
            paramLabel = "FILE",
            description = "run exactly what this saved dry run shows")
    Path approved;

    @Option(names = "-o", hidden = true, paramLabel = "FILE", description = "with --dry-run: save what would be done")
    Path save;

    RunCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        NotYet.refuse("--approved", approved);
        NotYet.refuse("-o", save);
        NotYet.refuse("--with-results", withResults);
        page.requireWeb(web);
        Tools tools = new Tools(session, output);
        Opened opened = tools.open(runbook, where, false);
        select.selection().require(opened.plan(), RunState.of(List.of()));
        if (dryRun.dry()) {
            return new DryRunService(tools.console(), output.json())
                    .run(opened, select.selection(), dryRun.mode() == DryRunOption.Mode.probe)
                    .code();
        }
        RunStore store = new RunStore(state.of(opened.place()));
        if (!fresh) {
            RunService.refuseUnfinished(store, opened);
        }
        Terminal people = tools.people(agreed);
        opened.requireTargets();
        people.confirmProduction(opened);
        return tools.runs(web ? page : null, agreed)
                .start(opened, store, select.selection(), people, where.plugins)
                .status()
                .code();
    }
}
