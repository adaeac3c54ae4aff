/** What a terminal can and a pipe cannot: colours, a live area, columns; and which stream a text belongs to. */
package dev.runbook.cli.console;
