/** Runs that somebody approved beforehand: what a saved dry run relies on, and whether it is still so. */
package dev.runbook.cli.approval;
