/** The words that run commands on hosts: {@code onHost}, {@code sh}, {@code probe}. */
package dev.runbook.dsl.words.host;
