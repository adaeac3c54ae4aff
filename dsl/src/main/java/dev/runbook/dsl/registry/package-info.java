/** The one registry of words: read from annotated Java types, and read by dispatch, checker, reference and editor support. */
package dev.runbook.dsl.registry;
