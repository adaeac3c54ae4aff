package dev.runbook.cli.run;

import dev.runbook.engine.journal.HumanWork;
import dev.runbook.engine.journal.RunLock;
import dev.runbook.engine.journal.RunState;
import dev.runbook.engine.journal.RunStore;
import dev.runbook.engine.journal.StepState;
import dev.runbook.engine.model.ExitStatus;
import dev.runbook.engine.model.Outcome;
import dev.runbook.engine.model.RunbookException;
import dev.runbook.engine.people.Inbox;
import dev.runbook.engine.people.Message;
import dev.runbook.engine.people.Wanted;
import dev.runbook.engine.run.ResumeCheck;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Answers of people who are not at the engine's terminal: checked against what the run's journal asks, then left for its engine. */
public final class Answers {
    private final Path folder;

    /** @param folder the run's own */
    public Answers(Path folder) {
        this.folder = folder;
    }

    /**
     * @param by     who says so, or null for whoever started this process
     * @param ticks  what of the list is done, or is not after all
     * @param values the answers; none, where there are ticks, means that the work goes on
     * @return what to tell whoever answered
     */
    public String leave(String step, String by, Map<Integer, Boolean> ticks, Map<String, Object> values) {
        return leave(step, by, ticks, values, ticks.isEmpty() || !values.isEmpty());
    }

    /** @param done whether all of it is done */
    public String leave(String step, String by, Map<Integer, Boolean> ticks, Map<String, Object> values, boolean done) {
        RunState state = RunStore.state(folder);
        String path = ResumeCheck.path(state, step);
        HumanWork work = waiting(state, path);
        Wanted wanted = Wanted.of(work);
        List<String> problems = new ArrayList<>(wanted.ticks(ticks.keySet()));
        problems.addAll(wanted.unknown(values.keySet()));
        if (done) {
            problems.addAll(wanted.secret() ? List.of(secret(path)) : wanted.problems(values));
        }
        if (!problems.isEmpty()) {
            throw RunbookException.invalid("'" + path + "': " + String.join("; ", problems));
        }
        String who = by == null || by.isBlank() ? RunLock.operator() : by.strip();
        new Inbox(folder).leave(new Message(path, work.since(), who, ticks, values, done));
        return RunLock.held(folder)
                ? "left for the engine of run " + state.run()
                : "kept for run " + state.run()
                        + ", on which no engine works now: it counts as soon as somebody says runbook resume "
                        + state.run();
    }

    private static String secret(String path) {
        return "it asks for a secret, which no file may hold: answer '" + path + "' at the engine's own terminal";
    }

    private static HumanWork waiting(RunState state, String path) {
        StepState step = state.step(path).orElseThrow();
        if (step.outcome() != Outcome.WAITING || step.people().isEmpty()) {
            List<String> others = state.steps().stream()
                    .filter(each -> each.outcome() == Outcome.WAITING)
                    .map(StepState::path)
                    .toList();
            throw new RunbookException(
                    ExitStatus.INVALID,
                    "Run " + state.run() + " does not wait for '" + path + "': it is "
                            + step.outcome().label()
                            + (others.isEmpty() ? "" : "; it waits for '" + String.join("', '", others) + "'"));
        }
        return step.people().get();
    }
}
