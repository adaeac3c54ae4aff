/** The old homeserver and the Element Server Suite of {@code synapse-to-ess}: stand-ins for Synapse over real databases, files and a Kubernetes API. */
package dev.runbook.lab.synapse;
