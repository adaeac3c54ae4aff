/** The program {@code runbook}. */
package dev.runbook.cli;
