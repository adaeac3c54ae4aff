/** Asking the person at the terminal: work, decisions, consent, secrets. */
package dev.runbook.cli.people;
