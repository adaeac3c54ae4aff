/** MariaDB and MySQL as whole databases: what the server says about one, and its client tools. */
package dev.runbook.plugins.postgres.mysql;
