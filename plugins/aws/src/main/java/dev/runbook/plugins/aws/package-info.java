/** Amazon Web Services and stores that speak the same protocols: the target kind {@code aws}, the words on it, and secrets that are kept there. */
package dev.runbook.plugins.aws;
