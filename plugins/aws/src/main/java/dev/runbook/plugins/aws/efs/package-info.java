/** EFS: how much is in a shared file system, and how fast it may be. */
package dev.runbook.plugins.aws.efs;
