package dev.runbook.engine.run;

import dev.runbook.engine.journal.HumanWork;
import dev.runbook.engine.journal.JournalFailed;
import dev.runbook.engine.journal.Kind;
import dev.runbook.engine.journal.RunState;
import dev.runbook.engine.journal.StepState;
import dev.runbook.engine.model.Instructions;
import dev.runbook.engine.model.Judgement;
import dev.runbook.engine.model.Manual;
import dev.runbook.engine.model.Outcome;
import dev.runbook.engine.model.Secret;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Has people do their part: asks, records who and how long, checks, and asks again while a check does not hold. */
final class ManualRunner {
    private final RunContext run;

    ManualRunner(RunContext run) {
        this.run = run;
    }

    void run(Manual manual) {
        StepContext scope = new StepContext(run, manual.path(), Conduct.READS);
        Duration before = waited(manual);
        long begun = run.world().time().nanos();
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
                                    seconds(before, begun),
                                    "result",
                                    data,
                                    "fingerprint",
                                    manual.fingerprint().parts()));
        } catch (RunStopped | Stop.Interrupted | JournalFailed stopped) {
            throw stopped;
        } catch (Exception failure) {
            String why = run.world().masker().mask(Failures.message(failure, manual.where()));
            fail(manual, seconds(before, begun), why);
            throw RunStopped.failed(manual.path(), "manual '" + manual.name() + "' failed: " + why, failure);
        }
    }

    /** How long people were asked by engines before this one: for them it is one piece of work. */
    private Duration waited(Manual manual) {
        return run.ledger()
                .state()
                .step(manual.path())
                .filter(step -> step.outcome() == Outcome.WAITING)
                .flatMap(StepState::people)
                .map(work -> Duration.between(work.asked(), run.world().time().now()))
                .filter(length -> !length.isNegative())
                .orElse(Duration.ZERO);
    }

    private double seconds(Duration before, long begun) {
        return EntryData.seconds(before.plusNanos(run.world().time().nanos() - begun));
    }

    private void fail(Manual manual, double seconds, String why) {
        Map<String, Object> data = EntryData.of("seconds", seconds, "error", why);
        run.ledger()
                .record(
                        Kind.FAILED,
                        manual.path(),
                        Reached.declared(run.ledger().state(), manual, data));
    }

    private Map<String, Object> answers(Manual manual, StepContext scope) throws Exception {
        Answered answered = Answered.before(manual, run.ledger().state());
        String notYet = answered.stillNeeded();
        while (true) {
            Instructions instructions = scope.call(manual.script()::read);
            wait(manual, instructions, notYet);
            People.Answer answer = new Asking(run, manual, instructions).done(notYet);
            refuseOthers(manual, answer);
            answered.add(answer);
            notYet = answered.stillNeeded();
            if (notYet == null) {
                notYet = check(instructions, scope);
            }
            if (notYet == null) {
                return answered.values();
            }
        }
    }

    /** What is asked stands in the journal, for those who answer from elsewhere. */
    private void wait(Manual manual, Instructions instructions, String notYet) {
        Map<String, Object> asked = EntryData.of(
                "todo", instructions.todo(),
                "asks", instructions.asks().stream().map(ManualRunner::question).toList(),
                "choices", manual.choices(),
                "who", manual.who(),
                "need", manual.need(),
                "by", manual.by() == null ? null : manual.by().toString(),
                "notYet", notYet);
        HumanWork known = run.ledger()
                .state()
                .step(manual.path())
                .filter(step -> step.outcome() == Outcome.WAITING)
                .flatMap(StepState::people)
                .orElse(null);
        Map<String, Object> shown = masked(asked);
        if (known == null
                || !Objects.equals(known.notYet(), shown.get("notYet"))
                || !known.todo().equals(shown.get("todo"))) {
            run.ledger()
                    .record(
                            Kind.WAITING,
                            manual.path(),
                            Reached.declared(run.ledger().state(), manual, shown));
        }
    }

    @SuppressWarnings("unchecked")
    private Map<String, Object> masked(Map<String, Object> data) {
        return (Map<String, Object>) run.world().masker().maskData(data);
    }

    private static Map<String, Object> question(Instructions.Question ask) {
        return EntryData.of("name", ask.name(), "choices", ask.choices(), "secret", ask.secret());
    }

    private void refuseOthers(Manual manual, People.Answer answer) {
        Object choice = answer.values().get("choice");
        if (!manual.choices().isEmpty() && !manual.choices().get(0).equals(choice)) {
            String why = answer.by() + " answered '" + choice + "'";
            fail(manual, 0, why);
            throw RunStopped.failed(manual.path(), "manual '" + manual.name() + "': " + why, null);
        }
    }

    /** What did not hold, or null. A check that cannot be made does not hold: people mend what is in its way, and say so again. */
    private String check(Instructions instructions, StepContext scope) {
        List<String> failed = new ArrayList<>();
        for (Instructions.Check check : instructions.verifications()) {
            Judgement judgement = judged(check, scope);
            scope.verified(check.what(), judgement.held(), judgement.shown());
            if (!judgement.held()) {
                failed.add(check.what() + ": " + judgement.shown());
            }
        }
        return failed.isEmpty() ? null : run.world().masker().mask(String.join("\n", failed));
    }

    private static Judgement judged(Instructions.Check check, StepContext scope) {
        try {
            return scope.call(check.condition()::judge);
        } catch (RunStopped | Stop.Interrupted | JournalFailed stopped) {
            throw stopped;
        } catch (Exception failure) {
            return new Judgement(false, false, List.of(Failures.message(failure, null)));
        }
    }

    /** What has been answered so far, and by whom. */
    private static final class Answered {
        private final Manual manual;
        private final Map<String, Object> values = new LinkedHashMap<>();
        private final List<String> people = new ArrayList<>();

        private Answered(Manual manual) {
            this.manual = manual;
        }

        /** Where several people are needed, those who answered an earlier engine need not do so again; nobody knows any more what they said in secret. */
        @SuppressWarnings("unchecked")
        static Answered before(Manual manual, RunState state) {
            Answered answered = new Answered(manual);
            state.facts(Kind.ANSWERED).forEach(entry -> {
                Map<String, Object> said = (Map<String, Object>) entry.data().getOrDefault("values", Map.of());
                if (manual.need() > 1
                        && manual.path().equals(entry.path())
                        && answered.people.size() < manual.need() - 1
                        && !said.containsValue(Secret.MASK)) {
                    answered.add(new People.Answer(entry.text("by"), said));
                }
            });
            return answered;
        }

        void add(People.Answer answer) {
            values.putAll(answer.values());
            if (!people.contains(answer.by())) {
                people.add(answer.by());
            }
        }

        /** Who must still answer, or null. */
        String stillNeeded() {
            return people.isEmpty() || people.size() >= manual.need()
                    ? null
                    : "answered by " + String.join(", ", people) + "; " + manual.need()
                            + " different people are needed";
        }

        Map<String, Object> values() {
            Map<String, Object> all = new LinkedHashMap<>(values);
            all.put("by", String.join(", ", people));
            return all;
        }
    }
}
