/** One account of the inventory: its clients, how calls are repeated, and what their failures mean. */
package dev.runbook.plugins.aws.account;
