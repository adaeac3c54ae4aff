/**
 * The check of a runbook before it runs: reads scripts, executes nothing of them, and reports every mistake with its place and a suggestion.
 * {@link dev.runbook.dsl.check.Checker} is the way in; {@code Walk} holds together the parts that look at statements, expressions and calls.
 */
package dev.runbook.dsl.check;
