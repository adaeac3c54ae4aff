package dev.runbook.engine.spi;

/** The hosts of a run, and the ways to them. */
public interface Hosts {
    /** The inventory's entry of a declared target; an undeclared name is an error. */
    TargetSpec target(String kind, String name);

    /** The link of a host of the inventory; shared by all steps of the run. */
    Link link(String host);
}
