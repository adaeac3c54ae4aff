/** Embedded servers of any laboratory: SSH hosts with folders of their own, PostgreSQL, Redis, and what ends them all. */
package dev.runbook.lab.server;
