package dev.runbook.engine.run;

import dev.runbook.engine.journal.Kind;
import dev.runbook.engine.journal.StepState;
import dev.runbook.engine.model.Node;
import dev.runbook.engine.model.Outcome;
import dev.runbook.engine.model.Rerun;
import dev.runbook.engine.model.Step;
import java.util.Optional;

/** What becomes of steps that an earlier engine began: finished ones are passed by, and of those in flight nothing is guessed. */
final class InFlight {
    private final RunContext run;
    private final Decisions decisions;

    InFlight(RunContext run, Decisions decisions) {
        this.run = run;
        this.decisions = decisions;
    }

    /** Whether the operator asked for this to run again, finished or not. */
    boolean again(Node node) {
        return decisions.reruns(node.path(), node.name());
    }

    /** Whether the step needs no running; stops the run where only a person can tell. */
    boolean finished(Step step) {
        Outcome outcome = run.ledger().state().outcomeOf(step.path());
        if (again(step)) {
            return false;
        }
        if (outcome.finished()) {
            return true;
        }
        if (outcome != Outcome.UNKNOWN || step.options().rerun() == Rerun.SAFE || attachable(step)) {
            return false;
        }
        if (step.options().doneWhen() != null && new StepRunner(run).isDone(step)) {
            run.ledger()
                    .record(
                            Kind.ALREADY_DONE,
                            step.path(),
                            EntryData.of(
                                    "seconds",
                                    0,
                                    "fingerprint",
                                    step.fingerprint().parts()));
            return true;
        }
        throw RunStopped.waiting(
                step.path(),
                "it is unknown whether step '" + step.name()
                        + "' finished, and running it again may do harm. Look, then say: " + "runbook resume --rerun '"
                        + step.name() + "'   or   runbook resume --mark-done '" + step.name() + "' --why …");
    }

    /** A job that was begun before anything else was written is attached to by the word that began it. */
    private boolean attachable(Step step) {
        Optional<StepState> state = run.ledger().state().step(step.path());
        return state.isPresent()
                && state.get().remembered().keySet().stream().anyMatch(name -> name.startsWith("job "))
                && state.get().effects().stream()
                        .noneMatch(effect -> Boolean.TRUE.equals(effect.get("writes"))
                                && !String.valueOf(effect.get("kind")).endsWith("ob"));
    }
}
