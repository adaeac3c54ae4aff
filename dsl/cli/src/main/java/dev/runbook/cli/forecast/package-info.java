/** When things are due, for people: the runs to learn from, the instants that people type, and the forecast as they read it. */
package dev.runbook.cli.forecast;
