/** What the specifications of several modules share: a network that fails on purpose, the system's real servers, and secrets that can be found again. Never shipped. */
package dev.runbook.testing;
