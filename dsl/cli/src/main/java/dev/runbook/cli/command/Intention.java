package dev.runbook.cli.command;

import dev.runbook.engine.journal.RunState;
import dev.runbook.engine.model.Plan;
import dev.runbook.engine.run.Runner;
import java.util.List;

/** What a command is about to do to a run, for the operator who is asked first. */
final class Intention {
    private Intention() {}

    static String rollback(Plan plan, RunState state) {
        List<String> undone = Runner.undoes(plan, state);
        return "rollback of run " + state.run()
                + (undone.isEmpty()
                        ? ": no step that ran has an undo"
                        : ": takes back, newest first: '" + String.join("', '", undone) + "'")
                + "; what the other steps did stays";
    }

    static String abandon(RunState state) {
        return "abandon of run " + state.run() + ": restores what is still raised; it cannot be resumed afterwards";
    }
}
