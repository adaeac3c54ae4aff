package dev.runbook.dsl.registry;

/** Where a word may stand. */
public enum Level {
    /** At the top of the script, while the plan is built. */
    PLAN,
    /** In the body of a step, while it runs. */
    STEP,
    /** On a value, or in the block of the word that gives it as its delegate. */
    FACADE
}
