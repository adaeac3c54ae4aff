/** Proof that a program touches nothing: it would not live. */
package dev.runbook.cli.guard;
