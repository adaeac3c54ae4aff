/** From source to the classes that run: operators and conditions rewritten, and each body's facts found out. */
package dev.runbook.dsl.compile;
