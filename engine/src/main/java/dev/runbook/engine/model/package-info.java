/** What a runbook is, before and apart from any run: the plan, its nodes, and the values that its words exchange. */
package dev.runbook.engine.model;
