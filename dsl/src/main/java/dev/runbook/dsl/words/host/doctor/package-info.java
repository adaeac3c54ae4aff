/** How {@code runbook doctor} examines hosts. */
package dev.runbook.dsl.words.host.doctor;
