package dev.runbook.engine.run;

import dev.runbook.engine.journal.Entry;
import dev.runbook.engine.journal.Kind;
import dev.runbook.engine.journal.RunState;
import dev.runbook.engine.model.Body;
import dev.runbook.engine.model.Temporarily;
import dev.runbook.engine.spi.CurrentStep;
import java.util.Optional;

/** Raised settings: the old value is on the disk before it is raised, never taken twice, and put back whenever the run stops. */
final class Settings {
    private final RunContext run;

    Settings(RunContext run) {
        this.run = run;
    }

    void around(Temporarily setting, Runnable steps) {
        if (run.ledger().state().outcomeOf(setting.path()).finished()) {
            steps.run();
            return;
        }
        long begun = run.world().time().nanos();
        Object was = was(setting);
        run.ledger().record(Kind.STARTED, setting.path(), EntryData.of("attempt", 1 + run.ledger().state().step(setting.path()).map(state -> state.attempts()).orElse(0)));
        RuntimeException stopped = null;
        try {
            run.ledger().record(Kind.RAISED, setting.path(), EntryData.of());
            work(setting, "set", setting.set(), was);
            steps.run();
        } catch (RuntimeException why) {
            stopped = why;
        }
        restore(setting, was, stopped, begun);
    }

    private void restore(Temporarily setting, Object was, RuntimeException stopped, long begun) {
        try {
            work(setting, "restore", setting.restore(), was);
            run.ledger().record(Kind.RESTORED, setting.path(), EntryData.of());
        } catch (RuntimeException failure) {
            run.ledger().record(Kind.FAILED, setting.path(), EntryData.of("seconds", 0, "error", "not restored: " + failure.getMessage()));
            if (stopped == null) {
                throw failure;
            }
            stopped.addSuppressed(failure);
            run.people().tell("'" + setting.name() + "' is NOT restored: " + failure.getMessage());
        }
        if (stopped != null) {
            throw stopped;
        }
        double seconds = EntryData.seconds(java.time.Duration.ofNanos(run.world().time().nanos() - begun));
        run.ledger().record(Kind.DONE, setting.path(), EntryData.of("seconds", seconds, "result", null));
    }

    /** Puts back what an engine that died left raised. */
    void restoreLeftOver(Temporarily setting) {
        if (isRaised(run.ledger().state(), setting.path())) {
            work(setting, "restore", setting.restore(), was(setting));
            run.ledger().record(Kind.RESTORED, setting.path(), EntryData.of());
        }
    }

    static boolean isRaised(RunState state, String path) {
        Optional<Entry> raised = state.fact(Kind.RAISED, path);
        long restored = state.fact(Kind.RESTORED, path).map(Entry::seq).orElse(-1L);
        return raised.isPresent() && raised.get().seq() > restored;
    }

    private Object was(Temporarily setting) {
        Optional<Entry> before = run.ledger().state().fact(Kind.WAS, setting.path());
        if (before.isPresent()) {
            return run.checkpoint().read(setting.path(), before.get().data().get("value"));
        }
        Object value = run.checkpoint().write(setting.path(), called(setting, "was", setting.was(), true));
        run.ledger().record(Kind.WAS, setting.path(), EntryData.of("value", value));
        return run.checkpoint().read(setting.path(), value);
    }

    private void work(Temporarily setting, String part, Body body, Object was) {
        called(setting, part, arguments -> body.call(was), false);
    }

    private Object called(Temporarily setting, String part, Body body, boolean readsOnly) {
        try {
            return CurrentStep.with(new StepContext(run, setting.path(), readsOnly), body::call);
        } catch (RunStopped | Stop.Interrupted stopped) {
            throw stopped;
        } catch (Exception failure) {
            throw RunStopped.failed(setting.path(), "temporarily '" + setting.name() + "', " + part + ": "
                    + run.world().masker().mask(Failures.message(failure, null)), failure);
        }
    }
}
