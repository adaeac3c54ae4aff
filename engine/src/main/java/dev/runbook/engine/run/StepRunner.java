package dev.runbook.engine.run;

import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeException;
import dev.failsafe.Timeout;
import dev.failsafe.TimeoutExceededException;
import dev.runbook.engine.journal.JournalFailed;
import dev.runbook.engine.journal.Kind;
import dev.runbook.engine.journal.StepState;
import dev.runbook.engine.model.Condition;
import dev.runbook.engine.model.Durations;
import dev.runbook.engine.model.EffectFailed;
import dev.runbook.engine.model.Judgement;
import dev.runbook.engine.model.Outcome;
import dev.runbook.engine.model.OutcomeUnknown;
import dev.runbook.engine.model.Step;
import dev.runbook.engine.model.StepOptions;
import dev.runbook.engine.spi.Timekeeper;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicReference;

/** Runs one step: its conditions, its attempts, its checkpoint. */
final class StepRunner {
    private final RunContext run;

    StepRunner(RunContext run) {
        this.run = run;
    }

    /** Runs the step to an outcome that lets the run go on, or throws {@link RunStopped}. */
    void run(Step step) {
        if (finishedByCondition(step)) {
            return;
        }
        Optional<StepState> earlier = run.ledger().state().step(step.path());
        int attempt = earlier.map(StepState::attempts).orElse(0);
        int retries = earlier.map(StepState::retries).orElse(0);
        while (true) {
            Throwable failure = attempt(step, ++attempt);
            if (failure == null) {
                return;
            }
            boolean mayRepeat =
                    !(failure instanceof OutcomeUnknown) || step.options().repeatable();
            boolean stops = failure instanceof Stop.Interrupted
                    || failure instanceof JournalFailed
                    || run.stop().asked();
            if (stops || !mayRepeat || retries >= step.options().retries()) {
                throw stopped(step, failure);
            }
            pauseBeforeRetry(step, ++retries, failure);
        }
    }

    private boolean finishedByCondition(Step step) {
        StepOptions options = step.options();
        if (options.when() != null && !holdsOnce(step)) {
            run.ledger()
                    .record(
                            Kind.SKIPPED,
                            step.path(),
                            declared(
                                    step,
                                    EntryData.of(
                                            "seconds",
                                            0,
                                            "fingerprint",
                                            step.fingerprint().parts())));
            return true;
        }
        if (options.doneWhen() != null && holds(step, "doneWhen", options.doneWhen())) {
            run.ledger()
                    .record(
                            Kind.ALREADY_DONE,
                            step.path(),
                            declared(
                                    step,
                                    EntryData.of(
                                            "seconds",
                                            0,
                                            "fingerprint",
                                            step.fingerprint().parts())));
            return true;
        }
        return false;
    }

    /** The answer to {@code when} stands once it was yes; after a no only {@code --rerun} leads here again. */
    private boolean holdsOnce(Step step) {
        if (run.ledger()
                .state()
                .fact(Kind.ASKED, step.path())
                .map(asked -> Boolean.TRUE.equals(asked.data().get("held")))
                .orElse(false)) {
            return true;
        }
        boolean held = holds(step, "when", step.options().when());
        run.ledger().append(Kind.ASKED, step.path(), declared(step, EntryData.of("held", held)));
        return held;
    }

    /** Asks a condition of a step; what it says goes to the journal. */
    private boolean holds(Step step, String what, Condition condition) {
        try {
            return ask(step, what, condition);
        } catch (Exception failure) {
            // what is unknown does not become known by a question that nobody answered
            if (run.ledger().state().outcomeOf(step.path()) != Outcome.UNKNOWN
                    && !(failure instanceof Stop.Interrupted || failure instanceof JournalFailed)) {
                run.ledger().record(Kind.FAILED, step.path(), declared(step, failed(step, failure, 0)));
            }
            throw stopped(step, failure);
        }
    }

    /** Whether a step of which nobody knows the outcome is done, as its {@code doneWhen} says. */
    boolean isDone(Step step) {
        try {
            return ask(step, "doneWhen", step.options().doneWhen());
        } catch (Stop.Interrupted interrupted) {
            throw stopped(step, interrupted);
        } catch (Exception failure) {
            throw RunStopped.failed(
                    step.path(),
                    "it is unknown whether step '" + step.name() + "' finished, and its doneWhen cannot be answered: "
                            + mask(step, failure),
                    failure);
        }
    }

    private boolean ask(Step step, String what, Condition condition) throws Exception {
        StepContext scope = new StepContext(run, step.path(), Conduct.READS);
        Judgement judgement = scope.call(condition::judge);
        scope.note(what + (judgement.held() ? " holds: " : " does not hold: ") + judgement.shown());
        return judgement.held();
    }

    /** One attempt; null where it was done, else what went wrong. */
    private Throwable attempt(Step step, int attempt) {
        run.stop().check();
        InFlight inFlight = new InFlight(run, Decisions.NONE);
        double before = inFlight.attachedSeconds(step);
        boolean takesUp = inFlight.takesUp(step);
        run.ledger().record(Kind.STARTED, step.path(), declared(step, EntryData.of("attempt", attempt)));
        Timekeeper time = run.world().time();
        long begun = time.nanos();
        StepContext scope = new StepContext(run, step.path(), conduct(step), takesUp);
        run.stop().begin();
        try {
            Object result = body(step, scope);
            Object data = run.checkpoint().write(step.path(), result);
            if (Checkpoint.lossy(data)) {
                run.results().keep(step.path(), result);
            }
            Map<String, String> fingerprint =
                    new LinkedHashMap<>(step.fingerprint().parts());
            fingerprint.putAll(scope.inputs());
            run.ledger()
                    .record(
                            Kind.DONE,
                            step.path(),
                            EntryData.of("seconds", before + since(begun), "result", data, "fingerprint", fingerprint));
            return null;
        } catch (Throwable failure) {
            Throwable told = explained(step, failure);
            Kind kind = isUnknown(step, scope, told) ? Kind.UNKNOWN : Kind.FAILED;
            run.ledger().record(kind, step.path(), failed(step, told, before + since(begun)));
            return told;
        } finally {
            run.stop().end();
            // an interruption was for this attempt: what restores and records after it must not be stopped by it
            Thread.interrupted();
        }
    }

    private static Conduct conduct(Step step) {
        StepOptions options = step.options();
        return options.guard() ? Conduct.READS : options.repeatable() ? Conduct.REPEATABLE : Conduct.ONCE;
    }

    /** A step that was stopped on its way has failed where it may be repeated or has written nothing yet; else only a person can tell. */
    private static boolean isUnknown(Step step, StepContext scope, Throwable failure) {
        boolean stopped = failure instanceof Stop.Interrupted || failure instanceof JournalFailed;
        return failure instanceof OutcomeUnknown || stopped && !step.options().repeatable() && scope.wrote();
    }

    private Object body(Step step, StepContext scope) throws Throwable {
        Callable<Object> work = () -> scope.call(step.body()::call);
        if (step.options().timeout() == null) {
            return work.call();
        }
        Timeout<Object> timeout =
                Timeout.builder(step.options().timeout()).withInterrupt().build();
        AtomicReference<OutcomeUnknown> unknown = new AtomicReference<>();
        try {
            return Failsafe.with(timeout).get(() -> noting(work, unknown));
        } catch (TimeoutExceededException late) {
            throw unknown.get() == null ? late : unknown.get();
        } catch (FailsafeException wrapped) {
            throw wrapped.getCause() == null ? wrapped : wrapped.getCause();
        }
    }

    /** A timeout stops an effect, but does not tell what became of it: where the effect itself does not know, nobody does. */
    private static Object noting(Callable<Object> work, AtomicReference<OutcomeUnknown> unknown) throws Exception {
        try {
            return work.call();
        } catch (OutcomeUnknown lost) {
            unknown.set(lost);
            throw lost;
        }
    }

    private Throwable explained(Step step, Throwable failure) {
        if (failure instanceof TimeoutExceededException) {
            return new EffectFailed(
                    "did not end within its timeout of "
                            + Durations.show(step.options().timeout())
                            + "; its work was stopped (a job was let go and still runs)",
                    failure);
        }
        return failure instanceof InterruptedException ? new Stop.Interrupted() : failure;
    }

    private void pauseBeforeRetry(Step step, int retry, Throwable failure) {
        Duration pause = step.options().backoff().multipliedBy(1L << Math.min(retry - 1, 20));
        Duration jittered = pause.plusMillis(ThreadLocalRandom.current().nextLong(pause.toMillis() / 10 + 1));
        run.ledger()
                .append(
                        Kind.RETRY,
                        step.path(),
                        EntryData.of(
                                "retry",
                                retry,
                                "of",
                                step.options().retries(),
                                "pause",
                                EntryData.seconds(jittered),
                                "error",
                                mask(step, failure)));
        try {
            run.pause(jittered);
        } catch (InterruptedException | Stop.Interrupted interrupted) {
            throw stopped(step, new Stop.Interrupted());
        }
    }

    private RunStopped stopped(Step step, Throwable failure) {
        if (failure instanceof Stop.Interrupted) {
            return new RunStopped(
                    dev.runbook.engine.model.ExitStatus.INTERRUPTED,
                    "interrupted",
                    step.path(),
                    "interrupted in step '" + step.name() + "'",
                    failure);
        }
        if (failure instanceof JournalFailed) {
            return RunStopped.failed(
                    step.path(), "stopped in step '" + step.name() + "': " + failure.getMessage(), failure);
        }
        String what = failure instanceof OutcomeUnknown
                ? "it is unknown whether step '" + step.name() + "' finished: "
                : "step '" + step.name() + "' failed: ";
        return RunStopped.failed(step.path(), what + mask(step, failure), failure);
    }

    private Map<String, Object> failed(Step step, Throwable failure, double seconds) {
        return EntryData.of("seconds", seconds, "error", mask(step, failure));
    }

    private String mask(Step step, Throwable failure) {
        return run.world()
                .masker()
                .mask(failure instanceof Stop.Interrupted ? "interrupted" : Failures.message(failure, step.where()));
    }

    private double since(long begun) {
        return EntryData.seconds(Duration.ofNanos(run.world().time().nanos() - begun));
    }

    private Map<String, Object> declared(Step step, Map<String, Object> data) {
        return Reached.declared(run.ledger().state(), step, data);
    }
}
