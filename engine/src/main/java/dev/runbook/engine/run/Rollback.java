package dev.runbook.engine.run;

import dev.runbook.engine.journal.Entry;
import dev.runbook.engine.journal.Kind;
import dev.runbook.engine.journal.StepState;
import dev.runbook.engine.model.ExitStatus;
import dev.runbook.engine.model.Outcome;
import dev.runbook.engine.model.Plan;
import dev.runbook.engine.model.Step;
import dev.runbook.engine.spi.CurrentStep;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Undoes steps, newest first: done ones, and those that failed half-way or are unknown. It never goes behind a point of no return. */
final class Rollback {
    private static final Set<Outcome> BEGUN = Set.of(Outcome.DONE, Outcome.FAILED, Outcome.UNKNOWN);

    private final RunContext run;
    private final Map<String, Step> steps;

    Rollback(RunContext run, Plan plan) {
        this.run = run;
        this.steps = new ReachedSteps(run, plan).byPath();
    }

    RunEnd run() {
        List<StepState> begun = new ArrayList<>(run.ledger().state().steps().stream()
                .filter(state -> BEGUN.contains(state.outcome()) && state.started() != null).toList());
        begun.sort(Comparator.comparing(StepState::started).reversed());
        Entry wall = wall();
        run.ledger().record(Kind.RESUMED, null, EntryData.of("by", run.world().run().operator(), "why", "rollback"));
        for (StepState state : begun) {
            Step step = steps.get(state.path());
            if (wall != null && state.started().isBefore(wall.time())) {
                return stop(state.path(), "rollback does not go behind the point of no return '" + wall.text("name") + "'");
            }
            if (step != null && step.undo() != null) {
                String failure = undo(step, state);
                if (failure != null) {
                    return stop(step.path(), "the undo of step '" + step.name() + "' failed: " + failure + ". Mend it, then: runbook rollback");
                }
            }
        }
        run.ledger().record(Kind.FINISHED, null, EntryData.of("outcome", "rolled-back"));
        return new RunEnd(ExitStatus.DONE, "rolled-back", null, null);
    }

    /** The last point of no return that was passed, or null; consents to destructive steps are no such points. */
    private Entry wall() {
        return run.ledger().state().facts(Kind.CONSENTED).stream().filter(entry -> !steps.containsKey(entry.path()))
                .max(Comparator.comparing(Entry::time)).orElse(null);
    }

    private RunEnd stop(String path, String why) {
        run.ledger().record(Kind.STOPPED, null, EntryData.of("outcome", "failed", "why", why, "at", path));
        return new RunEnd(ExitStatus.FAILED, "failed", path, why);
    }

    /** What went wrong, or null. */
    private String undo(Step step, StepState state) {
        run.ledger().record(Kind.UNDOING, step.path(), EntryData.of());
        long begun = run.world().time().nanos();
        Instant started = run.world().time().now();
        try {
            Object result = state.outcome() == Outcome.DONE ? run.checkpoint().read(step.path(), state.result()) : null;
            CurrentStep.with(new StepContext(run, step.path(), false), () -> step.undo().call(result));
            double seconds = EntryData.seconds(Duration.ofNanos(run.world().time().nanos() - begun));
            run.ledger().record(Kind.UNDONE, step.path(), EntryData.of("undoSeconds", seconds, "undoStarted", started.toString()));
            return null;
        } catch (Exception failure) {
            return run.world().masker().mask(Failures.message(failure, step.where()));
        }
    }
}
