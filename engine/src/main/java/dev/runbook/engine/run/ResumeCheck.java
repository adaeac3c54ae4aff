package dev.runbook.engine.run;

import dev.runbook.engine.journal.RunState;
import dev.runbook.engine.journal.StepState;
import dev.runbook.engine.model.ExitStatus;
import dev.runbook.engine.model.Fingerprint;
import dev.runbook.engine.model.Node;
import dev.runbook.engine.model.Outcome;
import dev.runbook.engine.model.Plan;
import dev.runbook.engine.model.RunbookException;
import dev.runbook.engine.model.Suggestion;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Whether a run can go on with this plan: what is finished must be what the plan says, unless the operator accepts the difference. */
public final class ResumeCheck {
    private final List<Node> nodes;
    private final RunState state;
    private final Decisions decisions;
    private final Selection selection;

    public ResumeCheck(Plan plan, RunState state, Decisions decisions, Selection selection) {
        this.nodes = Reached.of(plan.nodes(), state);
        this.state = state;
        this.decisions = decisions;
        this.selection = selection;
    }

    /** Throws with every difference at once, and what to type. */
    public void check() {
        List<String> problems = differences();
        if (!problems.isEmpty()) {
            throw new RunbookException(
                    ExitStatus.DAMAGED,
                    "The runbook has changed since run " + state.run() + " finished these steps:\n  "
                            + String.join("\n  ", problems));
        }
    }

    /** A line for each finished step that is not what the plan says. A decision about a step that is not there is an error. */
    public List<String> differences() {
        Map<String, String> renamed = renamed();
        decisions.accept().forEach(this::requireKnown);
        Set<String> paths = nodes.stream().map(Node::path).collect(Collectors.toSet());
        List<String> problems = new ArrayList<>();
        for (StepState step : state.steps()) {
            boolean ran = step.outcome() == Outcome.DONE || step.outcome() == Outcome.ALREADY_DONE;
            boolean known = paths.contains(step.path())
                    || step.kind().equals("on-failure")
                    || renamed.containsValue(step.path());
            if (ran && !known && !step.accepted() && !decisions.accepts(step.path(), step.name())) {
                problems.add("'" + step.name() + "' has vanished or was renamed: --renamed '" + step.name()
                        + "=NEW NAME', or --accept-changes '" + step.name() + "'");
            }
        }
        nodes.forEach(node -> compare(node, renamed.getOrDefault(node.path(), node.path()), problems));
        inserted(renamed, problems);
        return problems;
    }

    /** Old paths by new ones. */
    Map<String, String> renamed() {
        Map<String, String> paths = new LinkedHashMap<>();
        decisions.renamed().forEach((old, name) -> paths.put(node(name).path(), path(state, old)));
        return paths;
    }

    private Node node(String name) {
        return nodes.stream()
                .filter(node -> node.path().equals(name) || name.equals(node.name()))
                .findFirst()
                .orElseThrow(() -> RunbookException.invalid("The runbook has no step '" + name + "'"
                        + Suggestion.near(name, nodes.stream().map(Node::name).toList())));
    }

    private void requireKnown(String name) {
        if (nodes.stream().noneMatch(node -> node.path().equals(name) || name.equals(node.name()))) {
            path(state, name);
        }
    }

    private void compare(Node node, String known, List<String> problems) {
        if (decisions.reruns(node.path(), node.name()) || decisions.accepts(node.path(), node.name())) {
            return;
        }
        state.step(known)
                .filter(found -> found.outcome().finished() && found.outcome() != Outcome.LEFT_OUT)
                .ifPresent(found -> {
                    List<String> changes = new ArrayList<>(node.fingerprint().differences(found.fingerprint()));
                    changes.addAll(ResultsRead.changed(state, found));
                    if (!changes.isEmpty()) {
                        problems.add("'" + node.name() + "': " + String.join(", ", changes) + ": --rerun '"
                                + node.name() + "', or --accept-changes '" + node.name() + "'");
                    }
                });
    }

    private void inserted(Map<String, String> renamed, List<String> problems) {
        int lastFinished = -1;
        for (int i = 0; i < nodes.size(); i++) {
            lastFinished = state.outcomeOf(nodes.get(i).path()).finished() ? i : lastFinished;
        }
        for (Node node : nodes.subList(0, Math.max(0, lastFinished))) {
            boolean known = state.step(node.path()).isPresent()
                    || renamed.containsKey(node.path())
                    || decisions.accepts(node.path(), node.name());
            if (!known && !selection.leavesOut(node, true)) {
                problems.add("'" + node.name() + "' is new and stands before finished steps: --accept-changes '"
                        + node.name() + "' (it will run), or --skip '" + node.name() + "'");
            }
        }
    }

    /** The path of a step that the operator names; an unknown name is an error with a suggestion, an ambiguous one lists what it could be. */
    public static String path(RunState state, String name) {
        if (state.step(name).isPresent()) {
            return name;
        }
        List<String> named = state.steps().stream()
                .filter(step -> name.equals(step.name()))
                .map(StepState::path)
                .toList();
        if (named.isEmpty()) {
            throw RunbookException.invalid("Run " + state.run() + " has no step '" + name + "'"
                    + Suggestion.near(
                            name, state.steps().stream().map(StepState::name).toList()));
        }
        if (named.size() > 1) {
            throw RunbookException.invalid("Run " + state.run() + " has " + named.size() + " steps '" + name
                    + "'; say which: '" + String.join("', '", named) + "'");
        }
        return named.get(0);
    }

    Map<String, String> fingerprint(String path) {
        return nodes.stream()
                .filter(node -> node.path().equals(path))
                .map(Node::fingerprint)
                .findFirst()
                .orElse(Fingerprint.NONE)
                .parts();
    }
}
