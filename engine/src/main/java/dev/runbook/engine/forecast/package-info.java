/**
 * When what is left of a plan is due, from the runs before: timings of finished runs, what a step will take by them, and the course of a whole plan by chance many
 * times over.
 */
package dev.runbook.engine.forecast;
