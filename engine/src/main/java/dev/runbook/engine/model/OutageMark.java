package dev.runbook.engine.model;

/** Where users lose or regain service. The name may be null. */
public record OutageMark(String name, String phase, boolean begins) implements Node {}
