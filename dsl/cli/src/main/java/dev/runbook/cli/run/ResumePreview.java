package dev.runbook.cli.run;

import dev.runbook.cli.console.Console;
import dev.runbook.engine.journal.RunState;
import dev.runbook.engine.model.ExitStatus;
import dev.runbook.engine.model.Node;
import dev.runbook.engine.model.Outcome;
import dev.runbook.engine.model.Rerun;
import dev.runbook.engine.model.Step;
import dev.runbook.engine.run.Decisions;
import dev.runbook.engine.run.Reached;
import dev.runbook.engine.run.ResumeCheck;
import dev.runbook.engine.run.Selection;
import java.util.List;

/** What a resume would pass by, run again or ask; nothing runs. */
public final class ResumePreview {
    private final Console console;

    public ResumePreview(Console console) {
        this.console = console;
    }

    public ExitStatus show(Opened opened, RunState state, Decisions decisions, Selection selection) {
        console.say("DRY RUN: what resuming run " + state.run() + " would do");
        List<String> differences = new ResumeCheck(opened.plan(), state, decisions, selection).differences();
        for (Node node : Reached.of(opened.plan().nodes(), state)) {
            console.say("  " + console.style().strong(node.path()) + ": " + fate(node, state, decisions));
        }
        if (!differences.isEmpty()) {
            console.say("It would stop first, with status 5: the runbook has changed since these steps were finished:");
            differences.forEach(line -> console.say("  " + line));
        }
        console.say("DRY RUN: nothing was touched");
        return differences.isEmpty() ? ExitStatus.DONE : ExitStatus.DAMAGED;
    }

    private static String fate(Node node, RunState state, Decisions decisions) {
        Outcome outcome = state.outcomeOf(node.path());
        if (decisions.rerun().contains(node.name()) || decisions.rerun().contains(node.path())) {
            return "runs again (--rerun)";
        }
        if (decisions.markDone().containsKey(node.path())) {
            return "counts as done (--mark-done)";
        }
        if (outcome.finished()) {
            return "passed by (" + outcome.label() + ")";
        }
        if (outcome == Outcome.UNKNOWN && node instanceof Step step) {
            return step.options().doneWhen() != null
                    ? "unknown: doneWhen is asked"
                    : step.options().rerun() == Rerun.SAFE
                            ? "unknown: runs again, which is safe"
                            : "unknown: a person is asked, unless its job can be attached to";
        }
        return outcome == Outcome.PENDING ? "runs" : "runs again (" + outcome.label() + ")";
    }
}
