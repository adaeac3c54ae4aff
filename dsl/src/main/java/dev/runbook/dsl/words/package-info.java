/** The words of the core. */
package dev.runbook.dsl.words;
