/** Route 53: record sets, changed so that they can be put back. */
package dev.runbook.plugins.aws.dns;
