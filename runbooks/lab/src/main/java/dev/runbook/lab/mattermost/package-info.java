/** The laboratory of {@code mattermost-server-move}: an old server and a freshly installed new one. */
package dev.runbook.lab.mattermost;
