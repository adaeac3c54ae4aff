/** The commands, one class each. */
package dev.runbook.cli.command;
