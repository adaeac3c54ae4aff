/** The language: from a script to a plan. {@link dev.runbook.dsl.Language} is the way in; nothing inside this module imports this package. */
package dev.runbook.dsl;
