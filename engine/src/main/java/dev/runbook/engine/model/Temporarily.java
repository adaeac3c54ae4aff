package dev.runbook.engine.model;

import java.util.List;

/** A raised setting: {@code was} is read once and kept, {@code set} raises it, {@code restore} puts it back whenever the run stops. */
public record Temporarily(Id id, Body was, Body set, Body restore, List<Node> nodes) implements Node {
    public Temporarily {
        nodes = List.copyOf(nodes);
    }
}
