/**
 * A small Kubernetes API server for specifications and laboratories: discovery, objects, scale, exec and port-forward over websocket. A pod is a folder of this machine and its commands are
 * real processes; there is no kubelet, no network and no storage driver, and nothing outlives the server.
 */
package dev.runbook.lab.kubernetes;
