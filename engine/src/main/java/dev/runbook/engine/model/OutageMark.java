package dev.runbook.engine.model;

/** Where users lose or regain service. The name may be null. */
public record OutageMark(Id id, boolean begins) implements Node {}
