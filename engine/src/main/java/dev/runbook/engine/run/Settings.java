package dev.runbook.engine.run;

import dev.runbook.engine.journal.Entry;
import dev.runbook.engine.journal.JournalFailed;
import dev.runbook.engine.journal.Kind;
import dev.runbook.engine.journal.Ledger;
import dev.runbook.engine.journal.RunState;
import dev.runbook.engine.journal.StepState;
import dev.runbook.engine.model.Body;
import dev.runbook.engine.model.Node;
import dev.runbook.engine.model.Temporarily;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Raised settings: the old value is on the disk before it is raised, never taken twice, and put back whenever the run stops. */
final class Settings {
    private final RunContext run;
    /** What this engine raised, and so has put back or said that it could not. */
    private final Set<String> tried = ConcurrentHashMap.newKeySet();

    Settings(RunContext run) {
        this.run = run;
    }

    void around(Temporarily setting, Runnable steps) {
        if (run.ledger().state().outcomeOf(setting.path()).finished()) {
            steps.run();
            return;
        }
        long begun = run.world().time().nanos();
        tried.add(setting.path());
        int attempt = 1
                + run.ledger()
                        .state()
                        .step(setting.path())
                        .map(StepState::attempts)
                        .orElse(0);
        run.ledger()
                .append(
                        Kind.STARTED,
                        setting.path(),
                        Reached.declared(run.ledger().state(), setting, EntryData.of("attempt", attempt)));
        Object was = asked(setting, begun);
        run.ledger().record(Kind.RAISED, setting.path(), EntryData.of());
        RuntimeException stopped = null;
        try {
            called(setting, "set", was, setting.set(), Conduct.THROUGH, run.ledger());
            steps.run();
        } catch (RuntimeException why) {
            stopped = why;
        }
        restore(setting, was, stopped, begun);
    }

    private Object asked(Temporarily setting, long begun) {
        try {
            return was(setting);
        } catch (RunStopped unread) {
            run.ledger()
                    .record(
                            Kind.FAILED,
                            setting.path(),
                            EntryData.of("seconds", seconds(begun), "error", unread.getMessage()));
            throw unread;
        }
    }

    private void restore(Temporarily setting, Object was, RuntimeException stopped, long begun) {
        // whoever interrupted the steps wants them to stop, and the setting to be put back
        Thread.interrupted();
        try {
            putBack(setting, was);
        } catch (RuntimeException failure) {
            if (stopped == null) {
                throw failure;
            }
            stopped.addSuppressed(failure);
            run.people().tell("'" + setting.name() + "' is NOT restored: " + failure.getMessage());
        }
        if (stopped != null) {
            throw stopped;
        }
        run.ledger().record(Kind.DONE, setting.path(), EntryData.of("seconds", seconds(begun), "result", null));
    }

    private double seconds(long begun) {
        return EntryData.seconds(Duration.ofNanos(run.world().time().nanos() - begun));
    }

    /** Puts back what engines that died left raised, the innermost first; says what could not be put back. */
    List<String> restoreLeftOver(List<Node> plan) {
        List<Node> reached = new ArrayList<>(Reached.of(plan, run.ledger().state()));
        Collections.reverse(reached);
        List<String> failures = new ArrayList<>();
        for (Node node : reached) {
            if (node instanceof Temporarily setting
                    && !tried.contains(setting.path())
                    && isRaised(run.ledger().state(), setting.path())) {
                try {
                    putBack(setting, was(setting));
                } catch (RunStopped failure) {
                    failures.add("'" + setting.name() + "' is NOT restored: " + failure.getMessage());
                }
            }
        }
        return failures;
    }

    static boolean isRaised(RunState state, String path) {
        Optional<Entry> raised = state.fact(Kind.RAISED, path);
        long restored = state.fact(Kind.RESTORED, path).map(Entry::seq).orElse(-1L);
        return raised.isPresent() && raised.get().seq() > restored;
    }

    private Object was(Temporarily setting) {
        Optional<Entry> before = run.ledger().state().fact(Kind.WAS, setting.path());
        if (before.isPresent()) {
            return Checkpoint.read(setting.path(), before.get().data().get("value"));
        }
        Object found = called(setting, "was", null, setting.was(), Conduct.READS, run.ledger());
        Object value = run.checkpoint().write(setting.path(), found);
        run.ledger().append(Kind.WAS, setting.path(), EntryData.of("value", value));
        return Checkpoint.read(setting.path(), value);
    }

    /** Puts a setting back, also when nothing can be written down any more. */
    private void putBack(Temporarily setting, Object was) {
        LastWords ledger = new LastWords(run.ledger());
        try {
            called(setting, "restore", was, setting.restore(), Conduct.THROUGH, ledger);
        } catch (RuntimeException failure) {
            String why = "not restored: " + failure.getMessage();
            ledger.record(Kind.FAILED, setting.path(), EntryData.of("seconds", 0, "error", why));
            throw failure;
        }
        ledger.record(Kind.RESTORED, setting.path(), EntryData.of());
        if (ledger.lost() != null) {
            run.people()
                    .tell("'" + setting.name()
                            + "' is restored, which could not be written down; a resumed run sets it again");
        }
    }

    private Object called(Temporarily setting, String part, Object was, Body body, Conduct conduct, Ledger ledger) {
        try {
            return new StepContext(run, setting.path(), conduct, ledger).call(() -> body.call(was));
        } catch (RunStopped | Stop.Interrupted | JournalFailed stopped) {
            throw stopped;
        } catch (Exception failure) {
            throw RunStopped.failed(
                    setting.path(),
                    "temporarily '" + setting.name() + "', " + part + ": "
                            + run.world().masker().mask(Failures.message(failure, null)),
                    failure);
        }
    }
}
