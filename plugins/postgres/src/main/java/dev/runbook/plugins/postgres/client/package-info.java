/** The client tools on a host: which ones fit the servers, how they connect, and the jobs that they run in. */
package dev.runbook.plugins.postgres.client;
