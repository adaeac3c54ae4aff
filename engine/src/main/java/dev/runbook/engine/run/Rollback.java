package dev.runbook.engine.run;

import dev.runbook.engine.journal.Entry;
import dev.runbook.engine.journal.JournalFailed;
import dev.runbook.engine.journal.Kind;
import dev.runbook.engine.journal.RunState;
import dev.runbook.engine.journal.StepState;
import dev.runbook.engine.model.ExitStatus;
import dev.runbook.engine.model.Node;
import dev.runbook.engine.model.Outcome;
import dev.runbook.engine.model.Plan;
import dev.runbook.engine.model.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Undoes steps, newest first: done ones, and those that failed half-way or are unknown. It never goes behind a point of no return. */
final class Rollback {
    private static final Set<Outcome> BEGUN = Set.of(Outcome.DONE, Outcome.FAILED, Outcome.UNKNOWN);

    private static final String BEHIND = "behind ";

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
        Map<String, Object> resumed = EntryData.of("by", run.world().run().operator(), "why", "rollback");
        run.ledger().record(Kind.RESUMED, null, resumed);
        try {
            return undone();
        } catch (JournalFailed unwritable) {
            return stop(null, unwritable.getMessage());
        }
    }

    private RunEnd undone() {
        List<String> raised = new Settings(run).restoreLeftOver(plan.nodes());
        if (!raised.isEmpty()) {
            return stop(null, String.join("; ", raised) + ". Mend it, then: runbook rollback");
        }
        for (StepState state : begun(steps, run.ledger().state())) {
            if (run.stop().asked()) {
                return interrupted();
            }
            Step step = steps.get(state.path());
            for (Entry wall : walls(steps, run.ledger().state(), state)) {
                if (!mayPass(wall)) {
                    return stop(
                            state.path(),
                            "rollback does not go behind the point of no return '" + wall.text("name")
                                    + "', where step '" + state.path() + "' would be undone. To go there all the same: "
                                    + "runbook rollback --consent '" + wall.text("name") + "'");
                }
            }
            String failure = undo(step, state);
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

    /** The paths of the steps that it takes back without further consent, the newest first: it ends at a point of no return. */
    static List<String> undoes(Plan plan, RunState state) {
        Map<String, Step> steps = steps(plan, state);
        return begun(steps, state).stream()
                .takeWhile(begun -> walls(steps, state, begun).isEmpty())
                .map(StepState::path)
                .toList();
    }

    /** What was begun, has an undo and was not taken back, the newest first. */
    private static List<StepState> begun(Map<String, Step> steps, RunState state) {
        return state.steps().stream()
                .filter(step ->
                        steps.containsKey(step.path()) && steps.get(step.path()).undo() != null)
                .filter(step -> BEGUN.contains(step.outcome()))
                .sorted(Comparator.comparingLong(StepState::order).reversed())
                .toList();
    }

    /** The points of no return that were passed after a step began, the newest first; consents to destructive steps are no such points. */
    private static List<Entry> walls(Map<String, Step> steps, RunState state, StepState begun) {
        return state.facts(Kind.CONSENTED).stream()
                .filter(entry ->
                        !steps.containsKey(entry.path()) && !entry.path().startsWith(BEHIND))
                .filter(entry -> begun.order() < entry.seq())
                .sorted(Comparator.comparing(Entry::seq).reversed())
                .toList();
    }

    /** Whether somebody says by name that the rollback is to go behind it; once said, it counts for every later engine. */
    private boolean mayPass(Entry wall) {
        String path = BEHIND + wall.path();
        if (run.ledger().state().fact(Kind.CONSENTED, path).isPresent()) {
            return true;
        }
        String why = "the rollback would go behind this point of no return";
        if (!run.people().consent(wall.text("name"), why, null).orElse(false)) {
            return false;
        }
        Map<String, Object> consent =
                EntryData.of("name", wall.text("name"), "by", run.world().run().operator());
        run.ledger().record(Kind.CONSENTED, path, consent);
        return true;
    }

    private RunEnd interrupted() {
        stopped("interrupted", "the rollback was interrupted", null);
        return new RunEnd(
                ExitStatus.INTERRUPTED,
                "interrupted",
                null,
                "the rollback was interrupted; go on with: runbook rollback");
    }

    private RunEnd stop(String path, String why) {
        stopped("failed", why, path);
        return new RunEnd(ExitStatus.FAILED, "failed", path, why);
    }

    private void stopped(String outcome, String why, String path) {
        new LastWords(run.ledger())
                .record(Kind.STOPPED, null, EntryData.of("outcome", outcome, "why", why, "at", path));
    }

    /** What went wrong, or null. */
    private String undo(Step step, StepState state) {
        run.ledger().record(Kind.UNDOING, step.path(), EntryData.of());
        long begun = run.world().time().nanos();
        Instant started = run.world().time().now();
        run.stop().begin();
        try {
            Object result = state.outcome() == Outcome.DONE ? Checkpoint.read(step.path(), state.result()) : null;
            new StepContext(run, step.path(), Conduct.THROUGH)
                    .call(() -> step.undo().call(result));
            double seconds =
                    EntryData.seconds(Duration.ofNanos(run.world().time().nanos() - begun));
            run.ledger()
                    .record(
                            Kind.UNDONE,
                            step.path(),
                            EntryData.of("undoSeconds", seconds, "undoStarted", started.toString()));
            return null;
        } catch (JournalFailed unwritable) {
            throw unwritable;
        } catch (Exception failure) {
            return failure instanceof Stop.Interrupted
                    ? "interrupted"
                    : run.world().masker().mask(Failures.message(failure, step.where()));
        } finally {
            run.stop().end();
            Thread.interrupted();
        }
    }
}
