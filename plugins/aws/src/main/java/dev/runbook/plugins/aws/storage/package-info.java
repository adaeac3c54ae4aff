/** S3: files and folders of hosts and of the engine's machine into buckets and back, and what is in buckets. */
package dev.runbook.plugins.aws.storage;
