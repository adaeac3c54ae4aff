/** EC2: machines, their volumes, and snapshots of these. */
package dev.runbook.plugins.aws.compute;
