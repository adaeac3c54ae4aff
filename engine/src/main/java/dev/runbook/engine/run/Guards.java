package dev.runbook.engine.run;

import dev.runbook.engine.journal.JournalFailed;
import dev.runbook.engine.journal.Kind;
import dev.runbook.engine.model.Manual;
import dev.runbook.engine.model.Node;
import dev.runbook.engine.model.Outcome;
import dev.runbook.engine.model.Step;
import java.util.ArrayList;
import java.util.List;

/** Asks the guards at every start of the engine, before any write. One that needs a result which is not there yet is asked in its place alone. */
final class Guards {
    private final RunContext run;

    Guards(RunContext run) {
        this.run = run;
    }

    void ask(List<Node> nodes) {
        List<Step> guards = new ArrayList<>();
        for (Node node : Reached.certain(nodes, run.ledger().state())) {
            if (node instanceof Step step && step.options().guard() && due(step)) {
                guards.add(step);
            }
        }
        // the one that runs first anyway needs no extra question
        boolean first = run.ledger().state().steps().stream().allMatch(step -> step.outcome() == Outcome.PENDING);
        if (first) {
            guards.removeAll(leading(nodes));
        }
        if (!guards.isEmpty()) {
            run.ledger()
                    .append(
                            Kind.NOTE,
                            null,
                            EntryData.of(
                                    "text",
                                    "guards, asked before anything is written: "
                                            + String.join(
                                                    ", ",
                                                    guards.stream()
                                                            .map(Step::name)
                                                            .toList())));
        }
        guards.forEach(this::ask);
    }

    private boolean due(Step step) {
        Outcome outcome = run.ledger().state().outcomeOf(step.path());
        return outcome != Outcome.SKIPPED && step.options().when() == null;
    }

    /** The guards that come before anything else: nothing is written before their place. */
    private static List<Step> leading(List<Node> nodes) {
        List<Step> leading = new ArrayList<>();
        for (Node node : PlanSteps.of(nodes)) {
            if (!(node instanceof Step step && step.options().guard()) || node instanceof Manual) {
                break;
            }
            leading.add((Step) node);
        }
        return leading;
    }

    private void ask(Step guard) {
        StepContext scope = new StepContext(run, guard.path(), Conduct.READS);
        try {
            scope.call(guard.body()::call);
        } catch (Results.NoResult tooEarly) {
            scope.note("asked in its place alone: " + tooEarly.getMessage());
        } catch (Stop.Interrupted | JournalFailed stopped) {
            throw stopped;
        } catch (Exception failure) {
            String why = run.world().masker().mask(Failures.message(failure, guard.where()));
            run.ledger().record(Kind.FAILED, guard.path(), EntryData.of("seconds", 0, "error", why));
            throw RunStopped.failed(
                    guard.path(),
                    "guard '" + guard.name() + "', asked before anything is written, failed: " + why,
                    failure);
        }
    }
}
