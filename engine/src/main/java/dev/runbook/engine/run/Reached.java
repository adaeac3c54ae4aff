package dev.runbook.engine.run;

import dev.runbook.engine.journal.Kind;
import dev.runbook.engine.journal.RunState;
import dev.runbook.engine.model.Background;
import dev.runbook.engine.model.Condition;
import dev.runbook.engine.model.ForEach;
import dev.runbook.engine.model.Group;
import dev.runbook.engine.model.Manual;
import dev.runbook.engine.model.Node;
import dev.runbook.engine.model.Parallel;
import dev.runbook.engine.model.Step;
import dev.runbook.engine.model.Temporarily;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The steps, manuals, settings and backgrounds of a plan as a run met them: a {@code forEach} stands for the items that its journal fixed, or its constant ones. */
public final class Reached {
    private final RunState state;
    private final boolean certain;
    private final List<Node> found = new ArrayList<>();
    private boolean open;

    private Reached(RunState state, boolean certain) {
        this.state = state;
        this.certain = certain;
    }

    public static List<Node> of(List<Node> nodes, RunState state) {
        return new Reached(state, false).collect(nodes);
    }

    /** Whether those are all: the items of every {@code forEach} are known. */
    static boolean whole(List<Node> nodes, RunState state) {
        Reached reached = new Reached(state, false);
        reached.collect(nodes);
        return !reached.open;
    }

    /** Without what stands under a condition that was not answered with yes. */
    static List<Node> certain(List<Node> nodes, RunState state) {
        return new Reached(state, true).collect(nodes);
    }

    private List<Node> collect(List<Node> nodes) {
        nodes.forEach(this::visit);
        return found;
    }

    private void visit(Node node) {
        if (node instanceof Step || node instanceof Manual || node instanceof Background) {
            found.add(node);
        } else if (node instanceof Group group && entered(group, group.options().when())) {
            collect(group.nodes());
        } else if (node instanceof Parallel parallel) {
            collect(parallel.nodes());
        } else if (node instanceof Temporarily setting) {
            found.add(setting);
            collect(setting.nodes());
        } else if (node instanceof ForEach each && entered(each, each.options().when())) {
            Optional<Map<String, Object>> items = ItemPaths.known(each, state);
            open |= items.isEmpty();
            items.ifPresent(known ->
                    known.forEach((prefix, item) -> collect(each.expand().apply(item, prefix))));
        }
    }

    private boolean entered(Node node, Condition when) {
        return !certain
                || when == null
                || state.fact(Kind.ASKED, node.path())
                        .map(asked -> Boolean.TRUE.equals(asked.data().get("held")))
                        .orElse(false);
    }

    /** The entry's data, which brings the node's name along where the run's header does not list it. */
    static Map<String, Object> declared(RunState state, Node node, Map<String, Object> data) {
        if (state.step(node.path()).isPresent()) {
            return data;
        }
        Map<String, Object> all = new LinkedHashMap<>(data);
        all.put("declared", EntryData.of("name", node.name(), "phase", node.phase(), "kind", PlanSteps.kind(node)));
        return all;
    }
}
