package dev.runbook.engine.model;

/** A name that steps may use for a target; {@code access} is {@code read} or {@code write}. */
public record TargetDeclaration(String kind, String name, String access, boolean optional, String where) {}
