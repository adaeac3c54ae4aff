package dev.runbook.engine.run;

import dev.runbook.engine.journal.Kind;
import dev.runbook.engine.model.ForEach;
import dev.runbook.engine.model.Group;
import dev.runbook.engine.model.Node;
import dev.runbook.engine.model.Parallel;
import dev.runbook.engine.model.Plan;
import dev.runbook.engine.model.Step;
import dev.runbook.engine.model.Temporarily;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The steps of a plan as a run met them: a {@code forEach} stands for the items that its journal fixed. */
final class ReachedSteps {
    private final RunContext run;
    private final Map<String, Step> steps = new LinkedHashMap<>();

    ReachedSteps(RunContext run, Plan plan) {
        this.run = run;
        collect(plan.nodes());
    }

    Map<String, Step> byPath() {
        return steps;
    }

    private void collect(List<Node> nodes) {
        for (Node node : nodes) {
            if (node instanceof Step step) {
                steps.put(step.path(), step);
            } else if (node instanceof Group group) {
                collect(group.nodes());
            } else if (node instanceof Parallel parallel) {
                collect(parallel.nodes());
            } else if (node instanceof Temporarily setting) {
                collect(setting.nodes());
            } else if (node instanceof ForEach each) {
                run.ledger().state().fact(Kind.ITEMS, each.path()).ifPresent(fixed -> {
                    List<?> items = (List<?>) run.checkpoint().read(each.path(), fixed.data().get("items"));
                    ItemPaths.of(each, items).forEach((prefix, item) -> collect(each.expand().apply(item, prefix)));
                });
            }
        }
    }
}
