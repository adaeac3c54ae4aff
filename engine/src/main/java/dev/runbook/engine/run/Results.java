package dev.runbook.engine.run;

import dev.runbook.engine.journal.RunState;
import dev.runbook.engine.journal.StepState;
import dev.runbook.engine.model.Outcome;
import dev.runbook.engine.model.RunbookException;
import dev.runbook.engine.model.Suggestion;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The results of finished steps: those of this engine as they are, earlier ones from the journal. */
final class Results {
    private final RunState state;
    private final Map<String, Object> live = new ConcurrentHashMap<>();

    Results(RunState state) {
        this.state = state;
    }

    /** A value that the journal cannot give back: pending, or a secret. */
    void keep(String path, Object value) {
        if (value != null) {
            live.put(path, value);
        }
    }

    /** Whether it is, or holds, something that only a real run can know. */
    boolean isPending(String path) {
        return dev.runbook.engine.model.Text.pendingIn(live.get(path));
    }

    boolean isKept(String path) {
        return live.containsKey(path);
    }

    /** The path of the step whose result a name reads. */
    Optional<String> path(String step) {
        return find(step).map(StepState::path);
    }

    Object of(String step, String reader) {
        StepState found = find(step)
                .orElseThrow(() -> RunbookException.invalid("There is no step '" + step + "' whose result could be read"
                        + Suggestion.near(
                                step,
                                state.steps().stream().map(StepState::name).toList())));
        if (live.containsKey(found.path())) {
            return live.get(found.path());
        }
        if (found.outcome() == Outcome.DONE) {
            return Checkpoint.read(found.path(), found.result());
        }
        if (found.outcome() == Outcome.ALREADY_DONE) {
            return null;
        }
        throw new NoResult(
                found.outcome(),
                "Step '" + reader + "' reads the result of '" + found.name() + "', which "
                        + (isSkipped(found)
                                ? "was " + found.outcome().label() + "; ask its handle's .skipped first"
                                : "has none: it is " + found.outcome().label()));
    }

    boolean skipped(String step) {
        return find(step).map(Results::isSkipped).orElse(false);
    }

    private static boolean isSkipped(StepState step) {
        return step.outcome() == Outcome.SKIPPED || step.outcome() == Outcome.LEFT_OUT;
    }

    private Optional<StepState> find(String step) {
        Optional<StepState> exact = state.step(step);
        if (exact.isPresent()) {
            return exact;
        }
        List<StepState> named =
                state.steps().stream().filter(each -> each.name().equals(step)).toList();
        return named.size() == 1 ? Optional.of(named.get(0)) : Optional.empty();
    }

    /** A result that is not there (yet). */
    static final class NoResult extends RunbookException {
        private final Outcome outcome;

        NoResult(Outcome outcome, String message) {
            super(dev.runbook.engine.model.ExitStatus.FAILED, message);
            this.outcome = outcome;
        }

        /** Whether the operator left the step out. */
        boolean isLeftOut() {
            return outcome == Outcome.LEFT_OUT;
        }
    }
}
