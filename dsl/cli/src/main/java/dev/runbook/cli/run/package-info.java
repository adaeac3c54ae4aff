/** From a command to a run: the runbook in its environment, the people at the terminal, and the run's folder. */
package dev.runbook.cli.run;
