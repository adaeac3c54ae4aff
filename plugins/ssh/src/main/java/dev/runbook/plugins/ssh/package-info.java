/**
 * Hosts reached by SSH. An {@link dev.runbook.plugins.ssh.SshLink} resolves its inventory entry and {@code ~/.ssh/config} into a
 * {@link dev.runbook.plugins.ssh.Destination}, a {@link dev.runbook.plugins.ssh.Connector} opens {@link dev.runbook.plugins.ssh.Connection}s to it, and
 * {@link dev.runbook.plugins.ssh.Connections} lends their channels to commands.
 */
package dev.runbook.plugins.ssh;
