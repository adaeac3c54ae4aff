/** The word {@code redis(NAME)}: the commands of a Redis server by their names, those that read told from those that write. */
package dev.runbook.plugins.redis;
