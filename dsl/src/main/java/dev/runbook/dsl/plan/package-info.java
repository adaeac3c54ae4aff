/** The words of the plan, and the builder that they fill. */
package dev.runbook.dsl.plan;
