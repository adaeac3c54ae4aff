package dev.runbook.engine.run;

import dev.runbook.engine.model.Manual;
import dev.runbook.engine.model.Node;
import dev.runbook.engine.model.Step;
import java.util.List;
import java.util.Set;

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
