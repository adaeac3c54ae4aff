/** Secrets of the inventory that are kept at Amazon. */
package dev.runbook.plugins.aws.secret;
