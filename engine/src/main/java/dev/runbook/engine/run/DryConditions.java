package dev.runbook.engine.run;

import dev.runbook.engine.journal.Kind;
import dev.runbook.engine.model.Condition;
import dev.runbook.engine.model.Judgement;
import dev.runbook.engine.model.Node;
import dev.runbook.engine.model.PendingBranch;
import dev.runbook.engine.model.StepOptions;
import java.util.LinkedHashMap;
import java.util.Map;

/** Conditions in a dry run: what they ask, and the answer where nothing but a plan is needed for it. */
final class DryConditions {
    private DryConditions() {}

    /** {@code when} and {@code doneWhen}, where they are there. */
    static void ask(RunContext run, Node node, StepOptions options) {
        Map<String, Condition> asked = new LinkedHashMap<>();
        asked.put("when", options.when());
        asked.put("doneWhen", options.doneWhen());
        asked.forEach((name, condition) -> {
            if (condition != null) {
                ask(run, node, name, condition);
            }
        });
    }

    static void ask(RunContext run, Node node, String name, Condition condition) {
        String said;
        try {
            Judgement judgement = new StepContext(run, node.path(), Conduct.READS).call(condition::judge);
            said = judgement.pending() ? "is asked in the run: " : judgement.held() ? "holds: " : "does not hold: ";
            said += judgement.shown();
        } catch (PendingBranch pending) {
            said = pending.getMessage();
        } catch (Exception failure) {
            said = "cannot be answered: " + run.world().masker().mask(Failures.message(failure, null));
        }
        run.ledger()
                .append(
                        Kind.NOTE,
                        node.path(),
                        EntryData.of(
                                "text",
                                name + " " + said,
                                "declared",
                                EntryData.of("name", node.name(), "phase", node.phase(), "kind", "step")));
    }
}
