package dev.runbook.engine.run;

import dev.runbook.engine.journal.JournalFailed;
import dev.runbook.engine.journal.Kind;
import dev.runbook.engine.journal.StepState;
import dev.runbook.engine.model.ExitStatus;
import dev.runbook.engine.model.Node;
import dev.runbook.engine.model.Outcome;
import dev.runbook.engine.model.Step;
import java.util.List;

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
            requireSameResults(step);
            readSecretsAgain(step);
            return true;
        }
        if (outcome != Outcome.UNKNOWN || step.options().repeatable() || takesUp(step)) {
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
                "it is unknown whether step '" + step.path()
                        + "' finished, and running it again may do harm. Look, then say: runbook resume --rerun '"
                        + step.path() + "'   or   runbook resume --mark-done '" + step.path() + "' --why …"
                        + others(step));
    }

    /** Where several were in flight, one look should do for all of them. */
    private String others(Step step) {
        List<String> others = run.ledger().state().steps().stream()
                .filter(each ->
                        each.outcome() == Outcome.UNKNOWN && !each.path().equals(step.path()))
                .filter(each -> !each.kind().equals("on-failure") && !decisions.reruns(each.path(), each.name()))
                .map(StepState::path)
                .toList();
        return others.isEmpty() ? "" : "\nUnknown as well: '" + String.join("', '", others) + "'";
    }

    /** A step before it ran again and gave something else: what was made from the old result may be wrong, and only a person can tell. */
    private void requireSameResults(Step step) {
        List<String> changed = run.ledger().state().step(step.path()).stream()
                .flatMap(state -> ResultsRead.changed(run.ledger().state(), state).stream())
                .toList();
        if (!changed.isEmpty() && !decisions.accepts(step.path(), step.name())) {
            throw changed(
                    step,
                    "step '" + step.path() + "' is finished, and " + String.join(", ", changed)
                            + ", which it read: runbook resume --rerun '" + step.path()
                            + "'   or   runbook resume --accept-changes '" + step.path() + "'");
        }
    }

    private static RunStopped changed(Step step, String why) {
        return new RunStopped(ExitStatus.DAMAGED, "waiting", step.path(), why, null);
    }

    /** A result that holds secrets is stored nowhere: a step that only reads is asked again, and must say the same. */
    private void readSecretsAgain(Step step) {
        Object before =
                run.ledger().state().step(step.path()).map(StepState::result).orElse(null);
        if (!Checkpoint.lossy(before)
                || !step.options().repeatable()
                || run.results().isKept(step.path())) {
            return;
        }
        try {
            Object result = new StepContext(run, step.path(), Conduct.READS).call(step.body()::call);
            if (!Checkpoint.secrets(run.checkpoint().write(step.path(), result)).equals(Checkpoint.secrets(before))) {
                throw changed(
                        step,
                        "the secret that step '" + step.path() + "' read is another one now: runbook resume --rerun '"
                                + step.path() + "'");
            }
            run.results().keep(step.path(), result);
        } catch (RunStopped | Stop.Interrupted | JournalFailed stopped) {
            throw stopped;
        } catch (Exception failure) {
            throw RunStopped.failed(
                    step.path(),
                    "step '" + step.path() + "' read a secret, which is stored nowhere, and cannot be read again: "
                            + run.world().masker().mask(Failures.message(failure, step.where())),
                    failure);
        }
    }

    /** How long the job has run already that a new attempt attaches to: it is one job, and its step took as long as it did. */
    double attachedSeconds(Step step) {
        return run.ledger()
                .state()
                .step(step.path())
                .filter(StepState::canBeTakenUp)
                .map(state ->
                        EntryData.seconds(state.started(), run.world().time().now()))
                .orElse(0.0);
    }

    /** Whether the step was cut off in the middle of a job that a new attempt finds again. */
    boolean takesUp(Step step) {
        return run.ledger()
                .state()
                .step(step.path())
                .filter(StepState::canBeTakenUp)
                .isPresent();
    }
}
