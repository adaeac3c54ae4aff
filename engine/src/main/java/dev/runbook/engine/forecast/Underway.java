package dev.runbook.engine.forecast;

import dev.runbook.engine.journal.Milestone;
import dev.runbook.engine.journal.StepState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The length of a step that runs, corrected by what its job says: by the milestone it has reached, and by how far it says it is. */
final class Underway {
    /** How far off a job's own word on its progress is when it has just begun; it shrinks to {@link #EVEN} at its end. */
    private static final double UNEVEN = 0.5;

    private static final double EVEN = 0.05;
    /** Before so much is done, a job knows too little of itself. */
    private static final double LEAST = 0.02;

    private Underway() {}

    static Length corrected(Length length, StepState step, List<History.Sample> past) {
        return byProgress(byMilestone(length, step, past), step);
    }

    /** From the last milestone on it takes what it took from there in earlier runs, at the scale of this one. */
    private static Length byMilestone(Length length, StepState step, List<History.Sample> past) {
        List<Milestone> seen = step.stages();
        if (seen.isEmpty() || length.seconds() <= 0) {
            return length;
        }
        Milestone last = seen.get(seen.size() - 1);
        List<Double> left = new ArrayList<>();
        List<Double> whole = new ArrayList<>();
        for (History.Sample sample : past) {
            double after = left(sample.timing(), last.name());
            if (after >= 0) {
                left.add(after);
                whole.add(sample.timing().seconds());
            }
        }
        if (left.isEmpty()) {
            return length;
        }
        double passed = seconds(Duration.between(step.started(), last.arrived()));
        double rest = Robust.median(left) * length.seconds() / Math.max(0.001, Robust.median(whole));
        return Length.of(
                passed + rest,
                passed + rest * length.low() / length.seconds(),
                passed + rest * length.high() / length.seconds(),
                length.basis(),
                length.samples(),
                length.how() + "; corrected at '" + last.name() + "'");
    }

    private static double left(Timing timing, String milestone) {
        double after = -1;
        for (Timing.Stage stage : timing.milestones()) {
            if (after >= 0 || stage.name().equals(milestone)) {
                after = Math.max(0, after) + stage.seconds();
            }
        }
        return after;
    }

    /** What was known before, and what the job says, each by its precision. */
    private static Length byProgress(Length length, StepState step) {
        StepState.Progress progress = step.progress();
        double done = progress == null ? 0 : progress.done() / progress.total();
        double passed = progress == null ? 0 : seconds(Duration.between(step.started(), progress.at()));
        if (done < LEAST || passed <= 0) {
            return length;
        }
        double told = Math.log(passed / done);
        double toldSpread = UNEVEN * (1 - done) + EVEN;
        boolean before = length.known() && length.seconds() > 0;
        double knownSpread = before ? Math.max(EVEN, Math.log(length.high() / length.seconds()) / Robust.Z) : 1e6;
        double known = before ? Math.log(length.seconds()) : told;
        double precision = 1 / (toldSpread * toldSpread) + 1 / (knownSpread * knownSpread);
        double centre = (told / (toldSpread * toldSpread) + known / (knownSpread * knownSpread)) / precision;
        double side = Robust.Z / Math.sqrt(precision);
        return Length.of(
                Math.exp(centre),
                Math.exp(centre - side),
                Math.exp(centre + side),
                length.known() ? length.basis() : Basis.HISTORY,
                length.samples(),
                "corrected by its own progress");
    }

    private static double seconds(Duration length) {
        return length.toMillis() / 1000.0;
    }
}
