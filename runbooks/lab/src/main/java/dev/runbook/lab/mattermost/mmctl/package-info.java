/** A stand-in for {@code mmctl}: its commands, its flags of several releases, its habits; it talks to the stand-in servers over HTTP. */
package dev.runbook.lab.mattermost.mmctl;
