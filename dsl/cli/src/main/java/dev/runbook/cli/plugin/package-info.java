/** Finding plugins: those of this installation and those in the folders the operator names, nowhere else. */
package dev.runbook.cli.plugin;
