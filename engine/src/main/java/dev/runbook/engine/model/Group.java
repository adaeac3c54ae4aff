package dev.runbook.engine.model;

import java.util.List;

/** Nodes in order, under a name. */
public record Group(String name, String phase, StepOptions options, List<Node> nodes) implements Node {
    public Group {
        nodes = List.copyOf(nodes);
    }
}
