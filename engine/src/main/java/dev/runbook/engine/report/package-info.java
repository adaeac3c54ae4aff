/** A run as people and programs read it afterwards, or while it goes on: made from the fold over its journal alone. */
package dev.runbook.engine.report;
