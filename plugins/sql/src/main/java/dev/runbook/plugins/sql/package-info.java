/**
 * The words {@code sql(NAME)} and {@code ident(NAME)}: statements on PostgreSQL, MariaDB and MySQL, with interpolated values bound, secrets
 * masked, and no session left open between effects.
 */
package dev.runbook.plugins.sql;
