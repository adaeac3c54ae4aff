package dev.runbook.cli.command;

import dev.runbook.cli.approval.ApprovedPlan;
import dev.runbook.cli.forecast.PastRuns;
import dev.runbook.cli.option.ApprovalOptions;
import dev.runbook.cli.option.ConsentOptions;
import dev.runbook.cli.option.DryRunOption;
import dev.runbook.cli.option.EnvironmentOptions;
import dev.runbook.cli.option.OutputOption;
import dev.runbook.cli.option.SelectionOptions;
import dev.runbook.cli.option.StateOption;
import dev.runbook.cli.option.WebOptions;
import dev.runbook.cli.run.DryRunService;
import dev.runbook.cli.run.Opened;
import dev.runbook.cli.run.RunService;
import dev.runbook.cli.run.Terminal;
import dev.runbook.engine.forecast.Forecast;
import dev.runbook.engine.forecast.History;
import dev.runbook.engine.forecast.Scale;
import dev.runbook.engine.journal.RunState;
import dev.runbook.engine.journal.RunStore;
import dev.runbook.engine.model.RunbookException;
import dev.runbook.engine.run.EarlierResults;
import dev.runbook.engine.run.Selection;
import dev.runbook.engine.spi.Timekeeper;
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
            arity = "0..1",
            paramLabel = "RUNBOOK",
            description =
                    "a .groovy file, a folder with a runbook.groovy, or a bundled runbook's name (with --approved: the one that was approved)")
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

    @Mixin
    ApprovalOptions approval;

    RunCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        fitTogether();
        page.requireWeb(web);
        Tools tools = new Tools(session, output);
        ApprovedPlan plan = approval.approved == null ? null : ApprovedPlan.read(approval.approved);
        Selection selection = plan == null ? select.selection() : plan.selection();
        Opened opened = plan == null
                ? tools.open(runbook, where, false)
                : new Approval(session, tools).open(plan, approval.approved, runbook, where);
        selection.require(opened.plan(), RunState.of(List.of()));
        return dryRun.dry() ? shown(tools, opened, selection) : run(tools, opened, selection, plan);
    }

    private void fitTogether() {
        if (runbook == null && approval.approved == null) {
            throw RunbookException.invalid("Say which runbook: runbook run RUNBOOK, or --approved FILE");
        }
        if (!dryRun.dry() && approval.save != null) {
            throw RunbookException.invalid("-o FILE goes with --dry-run: it saves what would be done");
        }
        if (!dryRun.dry() && approval.withResults != null) {
            throw RunbookException.invalid("--with-results RUN goes with --dry-run");
        }
        if (approval.approved != null && !select.selection().equals(Selection.ALL)) {
            throw RunbookException.invalid(
                    "--approved runs what was approved: --from, --phase, --only, --skip and --why were said when it was saved");
        }
    }

    private int shown(Tools tools, Opened opened, Selection selection) {
        Path folder = state.of(opened.place());
        EarlierResults earlier = approval.withResults == null
                ? EarlierResults.NONE
                : EarlierResults.of(Runs.state(new RunStore(folder).folder(approval.withResults)));
        History history = PastRuns.of(opened.place().folder(), folder, opened.name(), tools.console()::warn);
        Forecast forecast = Forecast.of(opened.plan(), history, Scale.NONE, Timekeeper.SYSTEM.now());
        boolean probe = dryRun.mode() == DryRunOption.Mode.probe;
        DryRunService.Shown shown = new DryRunService(tools.console(), output.json())
                .run(opened, new DryRunService.Wanted(selection, probe, earlier, forecast));
        if (approval.save != null) {
            new Approval(session, tools).save(approval.save, opened, where, selection, shown);
        }
        return shown.status().code();
    }

    private int run(Tools tools, Opened opened, Selection selection, ApprovedPlan plan) {
        RunStore store = new RunStore(state.of(opened.place()));
        if (!fresh) {
            RunService.refuseUnfinished(store, opened);
        }
        Terminal people = tools.people(agreed);
        opened.requireTargets();
        people.confirmProduction(opened);
        List<Path> plugins = plan == null || !where.plugins.isEmpty()
                ? where.plugins
                : plan.texts("plugins").stream().map(Path::of).toList();
        return tools.runs(web ? page : null, agreed)
                .start(opened, store, selection, people, plugins, plan == null ? null : plan.record(approval.approved))
                .status()
                .code();
    }
}
