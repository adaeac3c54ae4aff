package dev.runbook.engine.spi;

/** What a word does to the world. */
public enum Touches {
    NOTHING,
    READS,
    WRITES
}
