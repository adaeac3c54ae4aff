/** Hosts without SSH: {@code transport: ssm} in the inventory reaches them through Run Command of Systems Manager. */
package dev.runbook.plugins.aws.ssm;
