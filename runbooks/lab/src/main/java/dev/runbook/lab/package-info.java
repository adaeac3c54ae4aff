/** The laboratories of the bundled runbooks: embedded servers on which a runbook runs for real on a machine that has nothing. */
package dev.runbook.lab;
