package dev.runbook.engine.run;

import dev.runbook.engine.journal.RunState;
import dev.runbook.engine.journal.StepState;
import dev.runbook.engine.model.Fingerprint;
import dev.runbook.engine.model.ForEach;
import dev.runbook.engine.model.ExitStatus;
import dev.runbook.engine.model.Node;
import dev.runbook.engine.model.Outcome;
import dev.runbook.engine.model.Plan;
import dev.runbook.engine.model.RunbookException;
import dev.runbook.engine.model.Step;
import dev.runbook.engine.model.Suggestion;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Whether a run can go on with this plan: what is finished must be what the plan says, unless the operator accepts the difference. */
public final class ResumeCheck {
    private final Plan plan;
    private final RunState state;
    private final Decisions decisions;

    public ResumeCheck(Plan plan, RunState state, Decisions decisions) {
        this.plan = plan;
        this.state = state;
        this.decisions = decisions;
    }

    /** Throws with every difference at once, and what to type. */
    public void check() {
        List<String> problems = differences();
        if (!problems.isEmpty()) {
            throw new RunbookException(ExitStatus.DAMAGED, "The runbook has changed since run " + state.run() + " finished these steps:\n  "
                    + String.join("\n  ", problems));
        }
    }

    /** A line for each finished step that is not what the plan says. */
    public List<String> differences() {
        List<Node> nodes = PlanSteps.of(plan.nodes());
        Set<String> paths = nodes.stream().map(Node::path).collect(Collectors.toSet());
        List<String> problems = new ArrayList<>();
        for (StepState step : state.steps()) {
            if (step.outcome() == Outcome.DONE && !paths.contains(step.path()) && !inForEach(step.path()) && !step.kind().equals("on-failure")
                    && !decisions.accepts(step.path(), step.name()) && !decisions.renamed().containsKey(step.name())) {
                problems.add("'" + step.name() + "' has vanished or was renamed: --renamed '" + step.name() + "=NEW NAME', or --accept-changes '" + step.name() + "'");
            }
        }
        nodes.forEach(node -> compare(node, problems));
        inserted(nodes, problems);
        return problems;
    }

    private void compare(Node node, List<String> problems) {
        if (!(node instanceof Step step) || decisions.reruns(step.path(), step.name()) || decisions.accepts(step.path(), step.name())) {
            return;
        }
        state.step(step.path()).filter(known -> known.outcome().finished() && known.outcome() != Outcome.LEFT_OUT).ifPresent(known -> {
            List<String> changes = step.fingerprint().differences(known.fingerprint());
            if (!changes.isEmpty()) {
                problems.add("'" + step.name() + "': " + String.join(", ", changes) + ": --rerun '" + step.name() + "', or --accept-changes '" + step.name() + "'");
            }
        });
    }

    private void inserted(List<Node> nodes, List<String> problems) {
        int lastFinished = -1;
        for (int i = 0; i < nodes.size(); i++) {
            lastFinished = state.outcomeOf(nodes.get(i).path()).finished() ? i : lastFinished;
        }
        for (Node node : nodes.subList(0, Math.max(0, lastFinished))) {
            boolean known = state.step(node.path()).isPresent() || decisions.renamed().containsValue(node.name());
            if (!known && !decisions.accepts(node.path(), node.name())) {
                problems.add("'" + node.name() + "' is new and stands before finished steps: --accept-changes '" + node.name() + "' (it will run), or --skip '" + node.name() + "'");
            }
        }
    }

    private boolean inForEach(String path) {
        return loops(plan.nodes()).stream().anyMatch(each -> path.startsWith(each + "["));
    }

    private static List<String> loops(List<Node> nodes) {
        List<String> found = new ArrayList<>();
        for (Node node : nodes) {
            if (node instanceof ForEach each) {
                found.add(each.path());
            } else if (node instanceof dev.runbook.engine.model.Group group) {
                found.addAll(loops(group.nodes()));
            } else if (node instanceof dev.runbook.engine.model.Parallel parallel) {
                found.addAll(loops(parallel.nodes()));
            } else if (node instanceof dev.runbook.engine.model.Temporarily setting) {
                found.addAll(loops(setting.nodes()));
            }
        }
        return found;
    }

    /** The path of a step that the operator names; an unknown name is an error with a suggestion. */
    public static String path(RunState state, String name) {
        return state.step(name).or(() -> state.steps().stream().filter(step -> step.name().equals(name)).findFirst()).map(StepState::path)
                .orElseThrow(() -> RunbookException.invalid("Run " + state.run() + " has no step '" + name + "'"
                        + Suggestion.near(name, state.steps().stream().map(StepState::name).toList())));
    }

    static Map<String, String> fingerprint(Plan plan, String path) {
        return PlanSteps.of(plan.nodes()).stream().filter(node -> node.path().equals(path) && node instanceof Step).map(node -> ((Step) node).fingerprint())
                .findFirst().orElse(Fingerprint.NONE).parts();
    }
}
