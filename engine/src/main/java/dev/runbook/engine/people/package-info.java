/** Several people on one run: what they leave in its folder for the engine that works on it, and what they are told. */
package dev.runbook.engine.people;
