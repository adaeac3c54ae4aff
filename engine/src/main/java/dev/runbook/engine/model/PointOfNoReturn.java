package dev.runbook.engine.model;

/** Behind it nothing is undone; passing it needs consent by name. */
public record PointOfNoReturn(Id id, String why) implements Node {}
