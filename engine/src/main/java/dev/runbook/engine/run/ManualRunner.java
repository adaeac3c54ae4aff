package dev.runbook.engine.run;

import dev.runbook.engine.journal.Entry;
import dev.runbook.engine.journal.Kind;
import dev.runbook.engine.model.Instructions;
import dev.runbook.engine.model.Judgement;
import dev.runbook.engine.model.Manual;
import dev.runbook.engine.model.Secret;
import dev.runbook.engine.spi.CurrentStep;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Has people do their part: asks, records who and how long, checks, and asks again while a check does not hold. */
final class ManualRunner {
    private final RunContext run;

    ManualRunner(RunContext run) {
        this.run = run;
    }

    void run(Manual manual) {
        StepContext scope = new StepContext(run, manual.path(), true);
        long begun = run.world().time().nanos();
        run.ledger().record(Kind.WAITING, manual.path(), declared(manual));
        try {
            Map<String, Object> answers = answers(manual, scope);
            Object data = run.checkpoint().write(manual.path(), answers);
            if (Checkpoint.lossy(data)) {
                run.results().keep(manual.path(), answers);
            }
            run.ledger()
                    .record(
                            Kind.DONE,
                            manual.path(),
                            EntryData.of(
                                    "seconds",
                                    seconds(begun),
                                    "result",
                                    data,
                                    "fingerprint",
                                    manual.fingerprint().parts()));
        } catch (RunStopped | Stop.Interrupted stopped) {
            throw stopped;
        } catch (Exception failure) {
            String why = run.world().masker().mask(Failures.message(failure, manual.where()));
            run.ledger().record(Kind.FAILED, manual.path(), EntryData.of("seconds", seconds(begun), "error", why));
            throw RunStopped.failed(manual.path(), "manual '" + manual.name() + "' failed: " + why, failure);
        }
    }

    private Map<String, Object> answers(Manual manual, StepContext scope) throws Exception {
        Set<String> people = new LinkedHashSet<>();
        Map<String, Object> answers = new LinkedHashMap<>();
        earlier(manual, people, answers);
        String failed = people.isEmpty() ? null : stillNeeded(manual, people);
        while (true) {
            Instructions instructions = CurrentStep.with(scope, manual.script()::read);
            People.Answer answer = ask(manual, instructions, failed);
            answers.putAll(answer.values());
            refuseOthers(manual, answer);
            people.add(answer.by());
            if (people.size() < manual.need()) {
                failed = stillNeeded(manual, people);
                continue;
            }
            failed = check(instructions, scope);
            if (failed == null) {
                answers.put("by", String.join(", ", people));
                return answers;
            }
        }
    }

    private static String stillNeeded(Manual manual, Set<String> people) {
        return "answered by " + String.join(", ", people) + "; " + manual.need() + " different people are needed";
    }

    /** Where several people are needed, those who answered an earlier engine need not do so again; nobody knows any more what they said in secret. */
    @SuppressWarnings("unchecked")
    private void earlier(Manual manual, Set<String> people, Map<String, Object> answers) {
        for (Entry answer : run.ledger().state().facts(Kind.ANSWERED)) {
            Map<String, Object> values = (Map<String, Object>) answer.data().getOrDefault("values", Map.of());
            if (manual.need() > 1
                    && manual.path().equals(answer.path())
                    && people.size() < manual.need() - 1
                    && !values.containsValue(Secret.MASK)) {
                people.add(answer.text("by"));
                answers.putAll(values);
            }
        }
    }

    private People.Answer ask(Manual manual, Instructions instructions, String failed) {
        Optional<People.Answer> answer = run.people().work(manual, instructions, failed);
        if (answer.isEmpty()) {
            run.stop().check();
            throw RunStopped.waiting(
                    manual.path(),
                    "the run waits for people: '" + manual.name() + "'" + (failed == null ? "" : " (" + failed + ")")
                            + ". When it is done: runbook resume --mark-done '" + manual.name() + "' --why …");
        }
        Map<String, Object> shown = new LinkedHashMap<>(answer.get().values());
        shown.replaceAll((name, value) -> value instanceof Secret ? Secret.MASK : value);
        run.ledger()
                .record(
                        Kind.ANSWERED,
                        manual.path(),
                        EntryData.of(
                                "by",
                                answer.get().by(),
                                "values",
                                run.world().masker().maskData(shown)));
        return answer.get();
    }

    private void refuseOthers(Manual manual, People.Answer answer) {
        Object choice = answer.values().get("choice");
        if (!manual.choices().isEmpty() && !manual.choices().get(0).equals(choice)) {
            String why = answer.by() + " answered '" + choice + "'";
            run.ledger().record(Kind.FAILED, manual.path(), EntryData.of("seconds", 0, "error", why));
            throw RunStopped.failed(manual.path(), "manual '" + manual.name() + "': " + why, null);
        }
    }

    /** What did not hold, or null. */
    private String check(Instructions instructions, StepContext scope) throws Exception {
        StringBuilder failed = new StringBuilder();
        for (Instructions.Check check : instructions.verifications()) {
            Judgement judgement = CurrentStep.with(scope, check.condition()::judge);
            scope.verified(check.what(), judgement.held(), judgement.shown());
            if (!judgement.held()) {
                failed.append(failed.isEmpty() ? "" : "\n")
                        .append(check.what())
                        .append(": ")
                        .append(judgement.shown());
            }
        }
        return failed.isEmpty() ? null : run.world().masker().mask(failed.toString());
    }

    private double seconds(long begun) {
        return EntryData.seconds(Duration.ofNanos(run.world().time().nanos() - begun));
    }

    private Map<String, Object> declared(Manual manual) {
        return Reached.declared(run.ledger().state(), manual, Map.of());
    }
}
