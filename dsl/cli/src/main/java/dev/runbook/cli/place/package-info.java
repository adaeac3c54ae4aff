/** Where things are: this installation, its bundled runbooks, the runbook that a command names, the runs on disk. */
package dev.runbook.cli.place;
