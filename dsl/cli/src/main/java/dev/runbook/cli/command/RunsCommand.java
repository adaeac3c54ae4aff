package dev.runbook.cli.command;

import dev.runbook.cli.console.Console;
import dev.runbook.cli.console.Table;
import dev.runbook.cli.forecast.PastRuns;
import dev.runbook.cli.option.StateOption;
import dev.runbook.engine.forecast.PastRun;
import dev.runbook.engine.forecast.TimingsFile;
import dev.runbook.engine.journal.RunStore;
import dev.runbook.engine.model.ExitStatus;
import dev.runbook.engine.model.RunbookException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The runs on disk. */
@Command(
        name = "runs",
        mixinStandardHelpOptions = true,
        description = "The runs; and their timings, for a colleague's forecast.")
final class RunsCommand implements Callable<Integer> {
    private final Session session;

    @Mixin
    StateOption state;

    @Option(
            names = "--export",
            paramLabel = "FILE",
            description =
                    "add the timings of the finished runs to this file; forecasts read timings.json beside the runbook")
    Path export;

    @Option(
            names = "--import",
            paramLabel = "FILE",
            description = "let forecasts here also learn from the timings in this file")
    Path imported;

    RunsCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        if (export != null) {
            export(session.console());
        }
        if (imported != null) {
            take(session.console());
        }
        if (export == null && imported == null) {
            show(session.console());
        }
        return ExitStatus.DONE.code();
    }

    private void show(Console console) {
        Table table = new Table();
        table.row(Runs.HEAD);
        List<Path> folders = new RunStore(state.find()).folders();
        folders.forEach(folder -> table.row(Runs.row(folder, console.style())));
        if (folders.isEmpty()) {
            console.say("There are no runs yet.");
        } else {
            table.lines().forEach(console::say);
        }
    }

    private void export(Console console) {
        List<PastRun> finished = PastRuns.recorded(state.find(), console::warn).stream()
                .filter(PastRun::finished)
                .toList();
        if (finished.isEmpty()) {
            throw RunbookException.invalid("--export: no run is finished yet, so there are no timings to give");
        }
        int all = new TimingsFile(export).add(finished);
        console.say("the timings of " + finished.size() + " finished run" + (finished.size() == 1 ? "" : "s")
                + " are in " + export + ", which holds " + all
                + ". Beside the runbook, under the name timings.json, forecasts read it");
    }

    private void take(Console console) {
        if (!Files.isRegularFile(imported)) {
            throw RunbookException.invalid("--import: there is no file " + imported);
        }
        List<PastRun> runs = new TimingsFile(imported).read();
        int all = new TimingsFile(PastRuns.imported(state.find())).add(runs);
        console.say(runs.size() + " run" + (runs.size() == 1 ? "" : "s") + " imported; forecasts here know " + all
                + " runs of others");
    }
}
