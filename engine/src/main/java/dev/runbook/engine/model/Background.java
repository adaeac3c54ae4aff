package dev.runbook.engine.model;

import java.time.Duration;

/** Work that repeats beside the other steps until one of them starts. */
public record Background(String name, String phase, Duration every, String until, Body body, String where) implements Node {}
