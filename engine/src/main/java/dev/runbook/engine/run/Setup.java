package dev.runbook.engine.run;

import dev.runbook.engine.journal.Ledger;
import dev.runbook.engine.model.Plan;
import dev.runbook.engine.spi.Backend;

/** What a run is given: the plan, the world, and those who listen and answer. */
public record Setup(
        Plan plan,
        World world,
        Ledger ledger,
        Backend backend,
        Output output,
        People people,
        Stop stop,
        Selection selection,
        Decisions decisions) {

    RunContext context(Connections connections) {
        Checkpoint checkpoint = new Checkpoint(world.run().id(), world.masker());
        return new RunContext(
                world, ledger, backend, connections, new Results(ledger.state()), checkpoint, output, people, stop);
    }
}
