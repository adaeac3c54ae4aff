package dev.runbook.cli.command;

import dev.runbook.cli.option.ConsentOptions;
import dev.runbook.cli.option.DecisionOptions;
import dev.runbook.cli.option.DryRunOption;
import dev.runbook.cli.option.OutputOption;
import dev.runbook.cli.option.RevisitOptions;
import dev.runbook.cli.option.SelectionOptions;
import dev.runbook.cli.option.WebOptions;
import dev.runbook.cli.run.Opened;
import dev.runbook.cli.run.ResumePreview;
import dev.runbook.cli.run.Terminal;
import dev.runbook.engine.journal.RunState;
import dev.runbook.engine.journal.RunStore;
import dev.runbook.engine.run.Decisions;
import dev.runbook.engine.run.ResumeCheck;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Continues a run. */
@Command(
        name = "resume",
        mixinStandardHelpOptions = true,
        description = "Continues the last, or the named, unfinished run.")
final class ResumeCommand implements Callable<Integer> {
    private final Session session;

    @Mixin
    UnfinishedRun run;

    @Mixin
    RevisitOptions changes;

    @Mixin
    SelectionOptions select;

    @Mixin
    ConsentOptions agreed;

    @Mixin
    OutputOption output;

    @Mixin
    DryRunOption dryRun;

    @Option(names = "--web", description = "serve a page that shows the run, on this machine's loopback")
    boolean web;

    @Mixin
    WebOptions page;

    @Mixin
    DecisionOptions decisions;

    ResumeCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        decisions.check(select.why);
        page.requireWeb(web);
        Tools tools = new Tools(session, output);
        Path folder = run.folder();
        Opened opened = tools.reopen(folder, changes, decisions.params().values());
        Decisions decided = decided(opened, folder);
        select.selection().require(opened.plan(), RunStore.state(folder));
        if (dryRun.dry()) {
            return new ResumePreview(tools.console())
                    .show(opened, RunStore.state(folder).atRest(), decided, select.selection())
                    .code();
        }
        Runs.requireResumable(RunStore.state(folder), decided);
        Terminal people = tools.people(agreed);
        people.confirmProduction(opened);
        return tools.runs(web ? page : null, agreed)
                .resume(opened, folder, select.selection(), decided, people, decisions.takeOver)
                .status()
                .code();
    }

    private Decisions decided(Opened opened, Path folder) {
        RunState recorded = RunStore.state(folder);
        Map<String, Object> markDone = new LinkedHashMap<>();
        if (decisions.markDone != null) {
            markDone.put(ResumeCheck.path(recorded, decisions.markDone), ResultJson.parse(decisions.result));
        }
        decisions.rerun.forEach(step -> ResumeCheck.path(recorded, step));
        return new Decisions(decisions.rerun, markDone, decisions.accepted, decisions.renamed(), select.why);
    }
}
