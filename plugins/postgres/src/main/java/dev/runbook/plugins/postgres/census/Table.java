package dev.runbook.plugins.postgres.census;

import java.util.List;

/**
 * A table as the catalogue knows it.
 *
 * @param bytes   how much room it takes, for the progress
 * @param columns expressions whose texts make up a row, in the order of the columns' names
 */
record Table(Name name, long bytes, List<String> columns) {}
