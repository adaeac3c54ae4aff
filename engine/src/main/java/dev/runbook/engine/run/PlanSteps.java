package dev.runbook.engine.run;

import dev.runbook.engine.model.Background;
import dev.runbook.engine.model.ForEach;
import dev.runbook.engine.model.Group;
import dev.runbook.engine.model.Manual;
import dev.runbook.engine.model.Node;
import dev.runbook.engine.model.Parallel;
import dev.runbook.engine.model.Plan;
import dev.runbook.engine.model.Step;
import dev.runbook.engine.model.Temporarily;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The steps of a plan in its order, as far as the plan knows them. */
public final class PlanSteps {
    private PlanSteps() {}

    /** Every step and manual, and the settings and backgrounds that have effects of their own. */
    public static List<Node> of(List<Node> nodes) {
        List<Node> all = new ArrayList<>();
        nodes.forEach(node -> add(node, all));
        return all;
    }

    /** The header's list of steps. */
    static List<Map<String, Object>> header(Plan plan) {
        return of(plan.nodes()).stream()
                .map(node -> EntryData.of(
                        "path", node.path(), "name", node.name(), "phase", node.phase(), "kind", kind(node)))
                .toList();
    }

    static String kind(Node node) {
        return node instanceof Manual
                ? "manual"
                : node instanceof Temporarily ? "temporarily" : node instanceof Background ? "background" : "step";
    }

    private static void add(Node node, List<Node> all) {
        if (node instanceof Step || node instanceof Manual || node instanceof Background) {
            all.add(node);
        } else if (node instanceof Group group) {
            group.nodes().forEach(each -> add(each, all));
        } else if (node instanceof Parallel parallel) {
            parallel.nodes().forEach(each -> add(each, all));
        } else if (node instanceof Temporarily setting) {
            all.add(setting);
            setting.nodes().forEach(each -> add(each, all));
        } else if (node instanceof ForEach each && each.constant() != null) {
            ItemPaths.of(each, each.constant())
                    .forEach((prefix, item) -> each.expand().apply(item, prefix).forEach(inner -> add(inner, all)));
        }
    }
}
