/** This machine as a host: {@code transport: local} in the inventory. */
package dev.runbook.plugins.local;
