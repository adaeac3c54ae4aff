package dev.runbook.engine.model;

/**
 * The unit of work and of checkpointing.
 *
 * @param undo        takes it back; null where nothing does
 * @param typed       the text that an operator must type before it starts, or null
 * @param where       {@code FILE:LINE}
 */
public record Step(
        Id id, StepOptions options, Body body, Body undo, String typed, Fingerprint fingerprint, String where)
        implements Node {

    public boolean destructive() {
        return typed != null;
    }
}
