/** The words that belong to every step: verifying, waiting, and writing down. */
package dev.runbook.dsl.words.core;
