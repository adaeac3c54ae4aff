package dev.runbook.cli.run;

import dev.runbook.engine.inventory.Environment;
import dev.runbook.engine.run.Masker;
import dev.runbook.engine.run.World;
import dev.runbook.engine.spi.Link;
import dev.runbook.engine.spi.RunInfo;
import dev.runbook.engine.spi.TargetSpec;
import dev.runbook.engine.spi.Timekeeper;
import java.util.List;

/** The world of a runbook with all that its inventory has: also the hosts that lead to others, which no step may name. */
record WholeWorld(Environment environment, World declared) implements World {
    @Override
    public TargetSpec target(String kind, String name) {
        return environment.target(kind, name);
    }

    @Override
    public RunInfo run() {
        return declared.run();
    }

    @Override
    public List<String> group(String name) {
        return declared.group(name);
    }

    @Override
    public Link open(String host) {
        return declared.open(host);
    }

    @Override
    public Timekeeper time() {
        return declared.time();
    }

    @Override
    public Masker masker() {
        return declared.masker();
    }
}
