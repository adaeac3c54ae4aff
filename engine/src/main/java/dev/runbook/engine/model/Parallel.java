package dev.runbook.engine.model;

import java.util.List;

/** Nodes that may run at once, at most {@code max} of them. */
public record Parallel(Id id, int max, List<Node> nodes) implements Node {
    public Parallel {
        nodes = List.copyOf(nodes);
    }
}
