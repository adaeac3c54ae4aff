package dev.runbook.engine.model;

/** Whether a step that was in flight may simply run again. */
public enum Rerun {
    SAFE,
    ASK
}
