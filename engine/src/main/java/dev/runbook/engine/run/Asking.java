package dev.runbook.engine.run;

import dev.runbook.engine.journal.HumanWork;
import dev.runbook.engine.journal.Kind;
import dev.runbook.engine.journal.StepState;
import dev.runbook.engine.model.Instructions;
import dev.runbook.engine.model.Manual;
import dev.runbook.engine.model.Secret;
import dev.runbook.engine.people.Wanted;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Asks people until one of them says that all is done; what they tick off meanwhile is written down one by one. */
final class Asking {
    private final RunContext run;
    private final Manual manual;
    private final Instructions instructions;
    private final Wanted wanted;

    Asking(RunContext run, Manual manual, Instructions instructions) {
        this.run = run;
        this.manual = manual;
        this.instructions = instructions;
        this.wanted = Wanted.of(manual, instructions);
    }

    People.Answer done(String notYet) {
        String missing = notYet;
        while (true) {
            People.Answer answer = ask(missing);
            List<String> problems = problems(answer);
            if (problems.isEmpty()) {
                write(answer);
            } else {
                missing = answer.by() + ": " + String.join("; ", problems);
            }
            run.people().noted(answer);
            if (problems.isEmpty() && answer.done()) {
                return answer;
            }
        }
    }

    private People.Answer ask(String missing) {
        Optional<People.Answer> answer = run.people().work(manual, instructions, missing);
        if (answer.isEmpty()) {
            run.stop().check();
            throw RunStopped.waiting(
                    manual.path(),
                    "the run waits for people: '" + manual.name() + "'" + (missing == null ? "" : " (" + missing + ")")
                            + ". When it is done: runbook resume --mark-done '" + manual.name() + "' --why …");
        }
        return answer.get();
    }

    private List<String> problems(People.Answer answer) {
        List<String> problems = new ArrayList<>(wanted.ticks(answer.ticks().keySet()));
        if (answer.done()) {
            problems.addAll(wanted.problems(answer.values()));
        }
        return problems;
    }

    private void write(People.Answer answer) {
        answer.ticks().forEach((item, done) -> tick(item, done, answer.by()));
        if (!answer.done()) {
            return;
        }
        Set<Integer> ticked = ticked();
        for (int item = 1; item <= instructions.todo().size(); item++) {
            if (!ticked.contains(item)) {
                tick(item, true, answer.by());
            }
        }
        Map<String, Object> shown = new LinkedHashMap<>(answer.values());
        shown.replaceAll((name, value) -> value instanceof Secret ? Secret.MASK : value);
        Object values = run.world().masker().maskData(shown);
        run.ledger().record(Kind.ANSWERED, manual.path(), EntryData.of("by", answer.by(), "values", values));
    }

    private Set<Integer> ticked() {
        return run.ledger()
                .state()
                .step(manual.path())
                .flatMap(StepState::people)
                .map(HumanWork::ticks)
                .orElse(Map.of())
                .keySet();
    }

    private void tick(int item, boolean done, String by) {
        String text = run.world().masker().mask(instructions.todo().get(item - 1));
        run.ledger()
                .record(Kind.TICKED, manual.path(), EntryData.of("item", item, "text", text, "by", by, "done", done));
    }
}
