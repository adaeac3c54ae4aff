package dev.runbook.engine.model;

import java.time.Instant;

/** The run waits here for a time of day. */
public record NotBefore(Id id, Instant until) implements Node {}
