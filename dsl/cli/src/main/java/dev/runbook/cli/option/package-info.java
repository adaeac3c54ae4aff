/** Options that several commands share, and what they mean together. */
package dev.runbook.cli.option;
