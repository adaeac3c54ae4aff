/** Long commands that survive a lost connection and a dead engine. */
package dev.runbook.dsl.words.host.job;
