package dev.runbook.engine.run;

import dev.runbook.engine.journal.Ledger;
import dev.runbook.engine.spi.Backend;

/** What all steps of a run share. */
record RunContext(
        World world, Ledger ledger, Backend backend, Connections connections, Results results, Checkpoint checkpoint, Output output, People people, Stop stop) {}
