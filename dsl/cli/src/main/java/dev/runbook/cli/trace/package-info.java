/** Runs as OpenTelemetry traces, for whoever asks for them in the environment. */
package dev.runbook.cli.trace;
