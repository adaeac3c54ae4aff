package dev.runbook.engine.run;

import dev.runbook.engine.journal.Ledger;
import dev.runbook.engine.spi.Backend;
import java.time.Duration;

/** What all steps of a run share. */
record RunContext(
        World world,
        Ledger ledger,
        Backend backend,
        Connections connections,
        Results results,
        Checkpoint checkpoint,
        Output output,
        People people,
        Stop stop) {
    /** How long a run that waits may take to notice that it is to stop. */
    private static final Duration HEARING = Duration.ofSeconds(1);

    /** Lets the time pass, unless the run is asked to stop. */
    void pause(Duration length) throws InterruptedException {
        for (Duration left = length; left.compareTo(Duration.ZERO) > 0; left = left.minus(HEARING)) {
            stop.check();
            world.time().pause(left.compareTo(HEARING) > 0 ? HEARING : left);
        }
    }
}
