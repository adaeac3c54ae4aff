/** A script while it is evaluated or runs: its base class, how its calls find their words, and how its values become the engine's. */
package dev.runbook.dsl.script;
