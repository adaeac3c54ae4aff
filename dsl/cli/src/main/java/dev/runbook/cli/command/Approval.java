package dev.runbook.cli.command;

import dev.runbook.cli.approval.ApprovedPlan;
import dev.runbook.cli.approval.Basis;
import dev.runbook.cli.option.EnvironmentOptions;
import dev.runbook.cli.place.RunbookPlace;
import dev.runbook.cli.run.DryRunService;
import dev.runbook.cli.run.Opened;
import dev.runbook.engine.inventory.Located;
import dev.runbook.engine.journal.RunLock;
import dev.runbook.engine.model.RunbookException;
import dev.runbook.engine.report.ReportData;
import dev.runbook.engine.run.Selection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Saves a dry run to be approved, and opens again what was. */
final class Approval {
    private final Session session;
    private final Tools tools;

    Approval(Session session, Tools tools) {
        this.session = session;
        this.tools = tools;
    }

    /** Saves what was shown, with all that it relies on. */
    void save(Path file, Opened opened, EnvironmentOptions where, Selection selection, DryRunService.Shown shown) {
        String operator = RunLock.operator();
        Map<String, Object> begun = new LinkedHashMap<>();
        begun.put("runbook", opened.name());
        begun.put("title", opened.plan().title());
        begun.put("script", absolute(opened.place().script()));
        begun.put("inventory", opened.inventory() == null ? null : absolute(opened.inventory()));
        begun.put("environment", opened.environment() == null ? null : opened.environmentName());
        begun.put("plugins", where.plugins.stream().map(Approval::absolute).toList());
        Map<String, Object> given = new LinkedHashMap<>();
        where.params().values().forEach((name, located) -> given.put(name, located.value()));
        begun.put("given", given);
        begun.put("from", selection.from());
        begun.put("phase", selection.phase());
        begun.put("only", selection.only());
        begun.put("skip", selection.skip());
        begun.put("why", selection.why());
        begun.put("made", Instant.now().toString());
        begun.put("by", operator);
        ApprovedPlan plan = ApprovedPlan.of(
                begun,
                Basis.of(opened, selection, operator),
                shown.shown(),
                ReportData.of(shown.state()).get("steps"));
        plan.write(file);
        tools.console()
                .err()
                .println("saved to " + file + ", SHA-256 " + plan.seal() + "; run it: runbook run --approved " + file);
    }

    /** Opens the runbook that was approved, as it was; what the command line says instead is a difference, and refused as one. */
    Opened open(ApprovedPlan plan, Path file, String runbook, EnvironmentOptions where) {
        Map<String, Located> params = new LinkedHashMap<>();
        plan.params().forEach((name, value) -> params.put(name, new Located(value, file.toString())));
        params.putAll(where.params().values());
        List<Path> plugins = where.plugins.isEmpty()
                ? plan.texts("plugins").stream().map(Path::of).toList()
                : where.plugins;
        Path inventory = where.inventory != null || plan.text("inventory") == null
                ? where.inventory
                : Path.of(plan.text("inventory"));
        Opened opened = tools.opener(plugins)
                .open(
                        place(plan, file, runbook),
                        inventory,
                        where.environment == null ? plan.text("environment") : where.environment,
                        params,
                        false);
        plan.require(Basis.of(opened, plan.selection(), plan.text("by")), file);
        return opened;
    }

    private RunbookPlace place(ApprovedPlan plan, Path file, String runbook) {
        if (runbook != null) {
            return RunbookPlace.of(runbook, session.home());
        }
        if (!Files.isRegularFile(Path.of(plan.text("script")))) {
            throw RunbookException.invalid("The runbook of " + file + " was at " + plan.text("script")
                    + ", and is not there; say where it is: runbook run RUNBOOK --approved " + file);
        }
        return RunbookPlace.of(plan.text("script"), session.home());
    }

    private static String absolute(Path path) {
        return path.toAbsolutePath().normalize().toString();
    }
}
