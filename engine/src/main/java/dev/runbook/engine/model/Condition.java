package dev.runbook.engine.model;

/** A question to the world, asked when the engine needs the answer. */
@FunctionalInterface
public interface Condition {
    Judgement judge() throws Exception;
}
