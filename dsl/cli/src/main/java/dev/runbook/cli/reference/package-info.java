/** The language's reference, made from the registry of words. */
package dev.runbook.cli.reference;
