/** From a command of a script to a line for a host's POSIX shell: quoting, secrets, environment, folder and user; and running it there. */
package dev.runbook.dsl.words.shell;
