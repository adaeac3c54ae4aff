/** A run as people follow it: lines for what happened, and on a terminal what is happening now. */
package dev.runbook.cli.progress;
