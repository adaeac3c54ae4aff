package dev.runbook.engine.run;

import dev.runbook.engine.journal.JournalFailed;
import dev.runbook.engine.journal.Kind;
import dev.runbook.engine.journal.RunState;
import dev.runbook.engine.model.ExitStatus;
import dev.runbook.engine.model.Plan;
import dev.runbook.engine.model.RunbookException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Runs a plan to its end, or to where it must stop. Whatever happens is in the ledger. */
public final class Runner {
    private final Setup setup;

    public Runner(Setup setup) {
        this.setup = setup;
    }

    /** Begins a run. The header says what is run, where, with what and by whom; never a secret. */
    public RunEnd start(Map<String, Object> header) {
        Plan plan = setup.plan();
        Map<String, Object> all = new LinkedHashMap<>(header);
        all.put("run", setup.world().run().id());
        all.put("notMigrated", plan.notMigrated());
        all.put("steps", PlanSteps.header(plan));
        setup.ledger().record(Kind.RUN, null, all);
        return go();
    }

    /** Goes on with a run: what is finished is passed by, and nothing in flight is repeated blindly. */
    public RunEnd resume() {
        requireBegun();
        Rulings rulings = new Rulings(setup);
        setup.ledger()
                .record(
                        Kind.RESUMED,
                        null,
                        EntryData.of(
                                "by",
                                setup.world().run().operator(),
                                "why",
                                setup.decisions().why()));
        rulings.record();
        return go();
    }

    /** The steps that a rollback would take back, the newest first. */
    public static List<String> undoes(Plan plan, RunState state) {
        return Rollback.undoes(plan, state);
    }

    private void requireBegun() {
        if (setup.ledger().state().run() == null) {
            throw new RunbookException(
                    ExitStatus.DAMAGED,
                    "The journal of run " + setup.world().run().id()
                            + " is empty: its engine died before anything was begun or touched. Begin a new run: runbook run RUNBOOK --new");
        }
    }

    private RunEnd go() {
        try (Connections connections = new Connections(setup.world())) {
            RunContext run = setup.context(connections);
            Settings settings = new Settings(run);
            try (Backgrounds backgrounds = new Backgrounds(run)) {
                new Guards(run).ask(setup.plan().nodes());
                new Walker(run, setup.selection(), setup.decisions(), settings, backgrounds)
                        .walk(setup.plan().nodes());
                backgrounds.finish();
            } catch (RunStopped stopped) {
                return stopped(run, settings, stopped);
            } catch (JournalFailed unwritable) {
                return stopped(run, settings, RunStopped.failed(null, unwritable.getMessage(), unwritable));
            } catch (Stop.Interrupted interrupted) {
                return stopped(
                        run,
                        settings,
                        new RunStopped(ExitStatus.INTERRUPTED, "interrupted", null, "interrupted", interrupted));
            }
            run.ledger().record(Kind.FINISHED, null, EntryData.of("outcome", "done"));
            return new RunEnd(ExitStatus.DONE, "done", null, null);
        }
    }

    private RunEnd stopped(RunContext run, Settings settings, RunStopped stopped) {
        settings.restoreLeftOver(setup.plan().nodes()).forEach(run.people()::tell);
        // what cannot be written down is not begun
        if (stopped.outcome().equals("failed") && !(stopped.getCause() instanceof JournalFailed)) {
            onFailure(run, stopped);
        }
        Map<String, Object> end =
                EntryData.of("outcome", stopped.outcome(), "why", stopped.getMessage(), "at", stopped.path());
        new LastWords(run.ledger()).record(Kind.STOPPED, null, end);
        return new RunEnd(stopped.status(), stopped.outcome(), stopped.path(), stopped.getMessage());
    }

    private void onFailure(RunContext run, RunStopped stopped) {
        if (setup.plan().onFailure() == null) {
            return;
        }
        String path = "onFailure";
        Map<String, Object> declared = EntryData.of("name", path, "phase", null, "kind", "on-failure");
        Map<String, Object> failure = EntryData.of("step", stopped.path(), "message", stopped.getMessage());
        try {
            run.ledger().record(Kind.STARTED, path, EntryData.of("attempt", 1, "declared", declared));
            new StepContext(run, path, Conduct.THROUGH)
                    .call(() -> setup.plan().onFailure().call(failure));
            run.ledger().record(Kind.DONE, path, EntryData.of("seconds", 0, "result", null));
        } catch (JournalFailed unwritable) {
            run.people().tell("onFailure was stopped: " + unwritable.getMessage());
        } catch (Exception second) {
            String why = run.world().masker().mask(Failures.message(second, null));
            run.ledger().record(Kind.FAILED, path, EntryData.of("seconds", 0, "error", why));
            run.people().tell("onFailure failed too: " + why);
        }
    }

    /** Undoes what has an undo, newest first. */
    public RunEnd rollback() {
        requireBegun();
        try (Connections connections = new Connections(setup.world())) {
            RunContext run = setup.context(connections);
            return new Rollback(run, setup.plan()).run();
        }
    }

    /** Ends an unfinished run: what an engine that died left raised is put back; where that fails, the run is not ended. */
    public void abandon(String why) {
        try (Connections connections = new Connections(setup.world())) {
            RunContext run = setup.context(connections);
            List<String> raised = new Settings(run).restoreLeftOver(setup.plan().nodes());
            if (!raised.isEmpty()) {
                throw new RunbookException(
                        ExitStatus.FAILED,
                        String.join("\n", raised) + "\nMend it, then: runbook abandon "
                                + run.world().run().id());
            }
            run.ledger().record(Kind.FINISHED, null, EntryData.of("outcome", "abandoned", "why", why));
        }
    }
}
