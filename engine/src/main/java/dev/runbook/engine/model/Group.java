package dev.runbook.engine.model;

import java.util.List;

/** Nodes in order, under a name. */
public record Group(Id id, StepOptions options, List<Node> nodes) implements Node {
    public Group {
        nodes = List.copyOf(nodes);
    }
}
