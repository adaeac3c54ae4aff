/** Values that only a real run can know, as a script meets them in a dry run. */
package dev.runbook.dsl.pending;
