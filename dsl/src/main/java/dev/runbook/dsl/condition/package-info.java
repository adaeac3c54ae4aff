/** Conditions: each top-level expression is asserted, and shown with the values of its parts. */
package dev.runbook.dsl.condition;
