/**
 * The inventory: where the targets of a runbook are, what differs between environments, and where the secrets come from. It is read strictly:
 * whatever is misspelt, of the wrong type, missing or contradictory is reported with file and line, all of it at once, before anything is touched.
 */
package dev.runbook.engine.inventory;
