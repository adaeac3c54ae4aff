/** Kubernetes: pods as hosts ({@code transport: kubernetes}), clusters as targets, and the words of {@code kubernetes(NAME)}. */
package dev.runbook.plugins.kubernetes;
