package dev.runbook.engine.run;

import dev.runbook.engine.journal.Entry;
import dev.runbook.engine.journal.Kind;
import dev.runbook.engine.journal.RunState;
import dev.runbook.engine.journal.StepState;
import dev.runbook.engine.model.ExitStatus;
import dev.runbook.engine.model.Node;
import dev.runbook.engine.model.Outcome;
import dev.runbook.engine.model.Plan;
import dev.runbook.engine.model.Step;
import dev.runbook.engine.spi.CurrentStep;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Undoes steps, newest first: done ones, and those that failed half-way or are unknown. It never goes behind a point of no return. */
final class Rollback {
    private static final Set<Outcome> BEGUN = Set.of(Outcome.DONE, Outcome.FAILED, Outcome.UNKNOWN);

    private final RunContext run;
    private final Plan plan;
    private final Map<String, Step> steps;

    Rollback(RunContext run, Plan plan) {
        this.run = run;
        this.plan = plan;
        this.steps = steps(plan, run.ledger().state());
    }

    private static Map<String, Step> steps(Plan plan, RunState state) {
        Map<String, Step> steps = new HashMap<>();
        for (Node node : Reached.of(plan.nodes(), state)) {
            if (node instanceof Step step) {
                steps.put(step.path(), step);
            }
        }
        return steps;
    }

    RunEnd run() {
        Entry wall = wall(run.ledger().state(), steps).orElse(null);
        run.ledger()
                .record(Kind.RESUMED, null, EntryData.of("by", run.world().run().operator(), "why", "rollback"));
        List<String> raised = new Settings(run).restoreLeftOver(plan.nodes());
        if (!raised.isEmpty()) {
            return stop(null, String.join("; ", raised) + ". Mend it, then: runbook rollback");
        }
        for (StepState state : begun(run.ledger().state())) {
            if (run.stop().asked()) {
                return interrupted();
            }
            Step step = steps.get(state.path());
            if (wall != null && state.order() < wall.seq()) {
                return stop(
                        state.path(), "rollback does not go behind the point of no return '" + wall.text("name") + "'");
            }
            String failure = step == null || step.undo() == null ? null : undo(step, state);
            if (failure != null) {
                return stop(
                        step.path(),
                        "the undo of step '" + step.name() + "' failed: " + failure
                                + ". Mend it, then: runbook rollback");
            }
        }
        run.ledger().record(Kind.FINISHED, null, EntryData.of("outcome", "rolled-back"));
        return new RunEnd(ExitStatus.DONE, "rolled-back", null, null);
    }

    /** The names of the steps that it takes back, the newest first; it ends at a point of no return. */
    static List<String> undoes(Plan plan, RunState state) {
        Map<String, Step> steps = steps(plan, state);
        long wall = wall(state, steps).map(Entry::seq).orElse(-1L);
        return begun(state).stream()
                .filter(begun -> begun.order() > wall)
                .map(begun -> steps.get(begun.path()))
                .filter(step -> step != null && step.undo() != null)
                .map(Step::path)
                .toList();
    }

    /** What was begun and not taken back, the newest first. */
    private static List<StepState> begun(RunState state) {
        return state.steps().stream()
                .filter(step -> BEGUN.contains(step.outcome()))
                .sorted(Comparator.comparingLong(StepState::order).reversed())
                .toList();
    }

    /** The last point of no return that was passed; consents to destructive steps are no such points. */
    private static Optional<Entry> wall(RunState state, Map<String, Step> steps) {
        return state.facts(Kind.CONSENTED).stream()
                .filter(entry -> !steps.containsKey(entry.path()))
                .max(Comparator.comparing(Entry::seq));
    }

    private RunEnd interrupted() {
        run.ledger()
                .record(
                        Kind.STOPPED,
                        null,
                        EntryData.of("outcome", "interrupted", "why", "the rollback was interrupted", "at", null));
        return new RunEnd(
                ExitStatus.INTERRUPTED,
                "interrupted",
                null,
                "the rollback was interrupted; go on with: runbook rollback");
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
        run.stop().begin();
        try {
            Object result = state.outcome() == Outcome.DONE ? Checkpoint.read(step.path(), state.result()) : null;
            CurrentStep.with(
                    new StepContext(run, step.path(), false), () -> step.undo().call(result));
            double seconds =
                    EntryData.seconds(Duration.ofNanos(run.world().time().nanos() - begun));
            run.ledger()
                    .record(
                            Kind.UNDONE,
                            step.path(),
                            EntryData.of("undoSeconds", seconds, "undoStarted", started.toString()));
            return null;
        } catch (Exception | AssertionError failure) {
            return failure instanceof Stop.Interrupted
                    ? "interrupted"
                    : run.world().masker().mask(Failures.message(failure, step.where()));
        } finally {
            run.stop().end();
            Thread.interrupted();
        }
    }
}
