package dev.runbook.engine.forecast;

import dev.runbook.engine.journal.Milestone;
import dev.runbook.engine.journal.StepState;
import dev.runbook.engine.model.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How long a step took in a run.
 *
 * @param kind       {@code step}, {@code manual}, {@code temporarily} or {@code background}
 * @param started    null where it never ran
 * @param seconds    of machines, or of people where they did it
 * @param measures   what it said it had done, by unit
 * @param milestones of its jobs, in their order
 */
public record Timing(
        String path,
        String name,
        String phase,
        String kind,
        Outcome outcome,
        Instant started,
        double seconds,
        Map<String, Double> measures,
        List<Stage> milestones) {
    public static final String MANUAL = "manual";

    /** A part of a job, from its milestone to the next one. */
    public record Stage(String name, double seconds) {}

    public Timing {
        measures = Map.copyOf(measures);
        milestones = List.copyOf(milestones);
    }

    static Timing of(StepState step) {
        Map<String, Double> measures = new LinkedHashMap<>();
        step.measures().forEach((unit, amount) -> {
            if (amount instanceof Number number) {
                measures.put(unit, number.doubleValue());
            }
        });
        return new Timing(
                step.path(),
                step.name(),
                step.phase(),
                step.kind(),
                step.outcome(),
                step.started(),
                length(step),
                measures,
                stages(step));
    }

    /** What a person marked as done took the person as long as it stood open. */
    private static double length(StepState step) {
        boolean open = MANUAL.equals(step.kind()) && step.seconds() == 0 && step.finished() != null;
        return open
                ? Math.max(0, Duration.between(step.started(), step.finished()).toMillis() / 1000.0)
                : step.spent();
    }

    private static List<Stage> stages(StepState step) {
        List<Stage> stages = new ArrayList<>();
        for (Milestone milestone : step.stages()) {
            if (milestone.seconds() != null) {
                stages.add(new Stage(milestone.name(), milestone.seconds()));
            }
        }
        return stages;
    }

    /** Whether it is work whose length says something about the next run. */
    boolean tells() {
        return outcome == Outcome.DONE && (seconds > 0 || !people());
    }

    /** Whether people did it: their time is never a machine's. */
    public boolean people() {
        return MANUAL.equals(kind);
    }
}
