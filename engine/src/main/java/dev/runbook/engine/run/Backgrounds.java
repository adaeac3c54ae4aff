package dev.runbook.engine.run;

import dev.runbook.engine.journal.Kind;
import dev.runbook.engine.model.Background;
import dev.runbook.engine.spi.CurrentStep;
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
        if (run.ledger().state().outcomeOf(background.path()).finished() || run.ledger().state().outcomeOf(background.until()).finished()) {
            return;
        }
        Round round = new Round(background);
        rounds.put(background.until(), round);
        round.thread.start();
    }

    void endBefore(String step) {
        Round round = rounds.remove(step);
        if (round != null) {
            round.end();
        }
    }

    @Override
    public void close() {
        rounds.values().forEach(Round::end);
        rounds.clear();
    }

    /** One background and its thread. */
    private final class Round implements Runnable {
        private final Background background;
        private final Thread thread;
        private final long begun = run.world().time().nanos();
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
                run.ledger().record(Kind.STARTED, background.path(), EntryData.of("attempt", 1));
                do {
                    once();
                } while (waitForNext());
                double seconds = EntryData.seconds(Duration.ofNanos(run.world().time().nanos() - begun));
                run.ledger().record(Kind.DONE, background.path(), EntryData.of("seconds", seconds, "result", null));
            } finally {
                run.stop().end();
            }
        }

        private void once() {
            StepContext scope = new StepContext(run, background.path(), false);
            try {
                CurrentStep.with(scope, background.body()::call);
            } catch (Exception failure) {
                scope.note("this round failed: " + Failures.message(failure, background.where()));
            }
        }

        private synchronized boolean waitForNext() {
            long until = System.nanoTime() + background.every().toNanos();
            try {
                while (!ended && !run.stop().asked() && until - System.nanoTime() > 0) {
                    wait(Math.max(1, (until - System.nanoTime()) / 1_000_000));
                }
            } catch (InterruptedException interrupted) {
                ended = true;
            }
            return !ended && !run.stop().asked();
        }

        void end() {
            synchronized (this) {
                ended = true;
                notifyAll();
            }
            try {
                thread.join();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
