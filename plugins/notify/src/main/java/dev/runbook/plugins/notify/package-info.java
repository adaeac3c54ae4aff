/** Ways to tell people what happens to a run: a webhook of a chat server, e-mail, a command on this machine. */
package dev.runbook.plugins.notify;
