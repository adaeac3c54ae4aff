package dev.runbook.engine.run;

import dev.runbook.engine.journal.RunState;
import dev.runbook.engine.model.Manual;
import dev.runbook.engine.model.Node;
import dev.runbook.engine.model.Plan;
import dev.runbook.engine.model.RunbookException;
import dev.runbook.engine.model.Step;
import dev.runbook.engine.model.Suggestion;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which steps the operator wants; guards are never left out.
 *
 * @param from  the first step, or null
 * @param phase the only phase, or null
 * @param only  names and tags; empty means all
 * @param skip  names and tags
 * @param why   the reason for what is left out, or null
 */
public record Selection(String from, String phase, List<String> only, List<String> skip, String why) {
    public static final Selection ALL = new Selection(null, null, List.of(), List.of(), null);

    public Selection {
        only = List.copyOf(only);
        skip = List.copyOf(skip);
    }

    /** Refuses a name that nothing in the plan has. Of the steps of a list that only the run knows, nobody can tell beforehand. */
    public void require(Plan plan, RunState state) {
        List<Node> nodes = Reached.of(plan.nodes(), state);
        Set<String> phases = Stream.concat(nodes.stream(), plan.nodes().stream())
                .map(Node::phase)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
        if (phase != null && !phases.contains(phase)) {
            throw RunbookException.invalid(
                    "--phase: the runbook has no phase '" + phase + "'" + Suggestion.near(phase, phases));
        }
        if (Reached.whole(plan.nodes(), state)) {
            Map<String, List<String>> wanted = new LinkedHashMap<>();
            wanted.put("--from", from == null ? List.of() : List.of(from));
            wanted.put("--only", only);
            wanted.put("--skip", skip);
            wanted.forEach((option, names) -> names.forEach(name -> requireKnown(option, name, nodes)));
        }
    }

    private static void requireKnown(String option, String name, List<Node> nodes) {
        if (nodes.stream().noneMatch(node -> names(List.of(name), node))) {
            List<String> known =
                    nodes.stream().map(Node::name).filter(Objects::nonNull).toList();
            throw RunbookException.invalid(option + ": the runbook has no step '" + name + "'"
                    + (option.equals("--from") ? "" : ", and no step with that tag") + Suggestion.near(name, known));
        }
    }

    /** Whether this is where the operator begins. */
    boolean isFrom(Node node) {
        return node.name() != null && node.name().equals(from) || node.path().equals(from);
    }

    /** Whether a step is left out; {@code reached} says whether {@link #from} was met. */
    boolean leavesOut(Node node, boolean reached) {
        if (node instanceof Step step && step.options().guard()) {
            return false;
        }
        return outside(node, reached) || names(skip, node);
    }

    /** Whether the operator wants other parts of the plan only. A consent, unlike a step, cannot be skipped by its name. */
    boolean outside(Node node, boolean reached) {
        return !reached || phase != null && !phase.equals(node.phase()) || !only.isEmpty() && !names(only, node);
    }

    private static boolean names(List<String> named, Node node) {
        Set<String> tags = node instanceof Step step
                ? step.options().tags()
                : node instanceof Manual manual ? manual.options().tags() : Set.of();
        return named.stream()
                .anyMatch(each -> each.equals(node.name()) || each.equals(node.path()) || tags.contains(each));
    }
}
