package dev.runbook.engine.model;

import java.time.Duration;

/** Work that repeats beside the other steps until one of them starts. */
public record Background(Id id, Duration every, String until, Body body, String where) implements Node {}
