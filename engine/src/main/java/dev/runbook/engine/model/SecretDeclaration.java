package dev.runbook.engine.model;

/** A secret that a runbook uses; {@code late} ones come to be during the run. */
public record SecretDeclaration(String name, String about, boolean late, String where) {}
