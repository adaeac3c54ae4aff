package dev.runbook.engine.model;

import java.time.Instant;

/**
 * The run waits here for a time of day.
 *
 * @param until null where only a run with its parameters can know
 * @param shown the instant, or what it comes from
 */
public record NotBefore(Id id, Instant until, String shown) implements Node {}
