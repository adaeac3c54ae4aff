package dev.runbook.engine.run;

import dev.runbook.engine.journal.Kind;
import dev.runbook.engine.model.Condition;
import dev.runbook.engine.model.Judgement;
import dev.runbook.engine.model.Node;
import dev.runbook.engine.model.PendingBranch;
import dev.runbook.engine.model.StepOptions;

/** Conditions in a dry run: what they ask, and the answer where nothing but a plan is needed for it. */
final class DryConditions {
    private DryConditions() {}

    /**
     * Asks {@code when} and {@code doneWhen}, where they are there.
     *
     * @return whether {@code when} already says that the node will be skipped, whatever the servers answer
     */
    static boolean skips(RunContext run, Node node, StepOptions options) {
        if (options.when() != null && ask(run, node, "when", options.when()) == Answer.NEVER) {
            return true;
        }
        if (options.doneWhen() != null) {
            ask(run, node, "doneWhen", options.doneWhen());
        }
        return false;
    }

    /** What is known of a condition before the run. */
    enum Answer {
        /** It does not hold, and needs nothing but the plan and its parameters to say so. */
        NEVER,
        /** The run will tell. */
        OPEN
    }

    static Answer ask(RunContext run, Node node, String name, Condition condition) {
        StepContext context = new StepContext(run, node.path(), Conduct.READS);
        Answer answer = Answer.OPEN;
        String said;
        try {
            Judgement judgement = context.call(condition::judge);
            answer = judgement.pending() || judgement.held() || context.asked() ? Answer.OPEN : Answer.NEVER;
            said = judgement.pending() ? "is asked in the run: " : judgement.held() ? "holds: " : "does not hold: ";
            said += judgement.shown();
        } catch (PendingBranch pending) {
            said = pending.getMessage();
        } catch (Exception failure) {
            said = "cannot be answered: " + run.world().masker().mask(Failures.message(failure, null));
        }
        run.ledger()
                .append(
                        Kind.NOTE,
                        node.path(),
                        EntryData.of(
                                "text",
                                name + " " + said,
                                "declared",
                                EntryData.of("name", node.name(), "phase", node.phase(), "kind", "step")));
        return answer;
    }
}
