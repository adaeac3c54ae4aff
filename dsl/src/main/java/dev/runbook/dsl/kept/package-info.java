/** What one process found out about a script and a later one need not find out again: never older than what it was made from. */
package dev.runbook.dsl.kept;
