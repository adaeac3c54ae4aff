/** Runs a plan: walks it, retries, times out, checkpoints, resumes and rolls back. */
package dev.runbook.engine.run;
