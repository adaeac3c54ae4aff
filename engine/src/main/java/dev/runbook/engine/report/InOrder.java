package dev.runbook.engine.report;

import dev.runbook.engine.journal.RunState;
import dev.runbook.engine.journal.StepState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The steps of a run as a reader expects them: those that began by their beginnings, the others in the order of the plan behind them. */
final class InOrder {
    private InOrder() {}

    static List<StepState> steps(RunState state) {
        List<StepState> steps = new ArrayList<>(state.steps());
        steps.sort(Comparator.comparing(step -> step.started() == null ? Instant.MAX : step.started()));
        return steps;
    }
}
