package dev.runbook.engine.run;

import dev.runbook.engine.journal.JournalFailed;
import dev.runbook.engine.journal.Kind;
import dev.runbook.engine.journal.RunState;
import dev.runbook.engine.model.Background;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** Work that repeats beside the steps. A round that runs comes to its end before the step starts that ends it. */
final class Backgrounds implements AutoCloseable {
    private final RunContext run;
    private final Map<String, Round> rounds = new LinkedHashMap<>();

    Backgrounds(RunContext run) {
        this.run = run;
    }

    void start(Background background) {
        RunState state = run.ledger().state();
        boolean over = state.step(background.until())
                .map(until -> until.started() != null)
                .orElse(false);
        if (state.outcomeOf(background.path()).finished() || over) {
            return;
        }
        Round round = new Round(background);
        rounds.put(background.until(), round);
        run.ledger()
                .record(
                        Kind.STARTED,
                        background.path(),
                        Reached.declared(state, background, EntryData.of("attempt", 1)));
        round.thread.start();
    }

    void endBefore(String step) {
        Round round = rounds.remove(step);
        if (round != null) {
            round.end(Kind.DONE);
        }
    }

    /** The run is done, and so is what repeats beside it. */
    void finish() {
        rounds.values().forEach(round -> round.end(Kind.DONE));
        rounds.clear();
    }

    /** The run stops: what repeats beside it comes back with the next engine. */
    @Override
    public void close() {
        rounds.values().forEach(round -> round.end(Kind.PAUSED));
        rounds.clear();
    }

    /** One background and its thread. */
    private final class Round implements Runnable {
        private final Background background;
        private final Thread thread;
        private final long begun = run.world().time().nanos();
        private Error broken;
        private boolean pausing;
        private boolean ended;

        Round(Background background) {
            this.background = background;
            this.thread = new Thread(this, "runbook-background");
            this.thread.setDaemon(true);
        }

        @Override
        public void run() {
            run.stop().begin();
            try {
                do {
                    once();
                } while (waitForNext());
            } catch (JournalFailed unwritable) {
                // the run stops where it meets the same, and says so
            } catch (Error failure) {
                broken = failure;
            } finally {
                run.stop().end();
            }
        }

        private void once() {
            StepContext scope = new StepContext(run, background.path(), Conduct.REPEATABLE);
            try {
                scope.call(background.body()::call);
            } catch (Stop.Interrupted stopped) {
                // the run stops, and says why itself
            } catch (JournalFailed unwritable) {
                throw unwritable;
            } catch (Exception failure) {
                scope.note("this round failed: " + Failures.message(failure, background.where()));
            }
        }

        private boolean waitForNext() {
            if (!pauses()) {
                return false;
            }
            try {
                run.world().time().pause(background.every());
            } catch (InterruptedException woken) {
                // the run goes on, or stops: either way this was the last round
            }
            return wakes();
        }

        private synchronized boolean pauses() {
            pausing = !ended && !run.stop().asked();
            return pausing;
        }

        private synchronized boolean wakes() {
            pausing = false;
            Thread.interrupted();
            return !ended && !run.stop().asked();
        }

        /** A round that runs comes to its end; one that is awaited does not begin. */
        void end(Kind how) {
            synchronized (this) {
                ended = true;
                if (pausing) {
                    thread.interrupt();
                }
            }
            joined();
            if (broken != null) {
                throw broken;
            }
            double seconds =
                    EntryData.seconds(Duration.ofNanos(run.world().time().nanos() - begun));
            run.ledger().record(how, background.path(), EntryData.of("seconds", seconds, "result", null));
        }

        private void joined() {
            boolean interrupted = false;
            while (thread.isAlive()) {
                try {
                    thread.join();
                } catch (InterruptedException stop) {
                    interrupted = true;
                    thread.interrupt();
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
