/** What is in a database: its tables with counts and hashes of their content, its sequences, its objects; found in the catalogue, never in a list. */
package dev.runbook.plugins.postgres.census;
