/** Files and folders on their way from host to host. */
package dev.runbook.dsl.words.host.transfer;
