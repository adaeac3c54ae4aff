/** What words of the language are given: their options, and data on its way to a host. */
package dev.runbook.dsl.words.value;
