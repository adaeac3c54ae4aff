package dev.runbook.engine.run;

import dev.runbook.engine.spi.Link;
import dev.runbook.engine.spi.RunInfo;
import dev.runbook.engine.spi.TargetSpec;
import dev.runbook.engine.spi.Timekeeper;
import java.util.List;

/** What a run has to do with: where it is, the targets, the ways to hosts. */
public interface World {
    RunInfo run();

    /** The inventory's entry of a declared target; an undeclared name is an error. */
    TargetSpec target(String kind, String name);

    /** The hosts of a group of the inventory. */
    List<String> group(String name);

    /** A link to a host of the inventory; nothing is opened yet. Asked once for a host. */
    Link open(String host);

    Timekeeper time();

    Masker masker();
}
