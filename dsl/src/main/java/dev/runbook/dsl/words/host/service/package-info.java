/** What the words for hosts do for the words of plugins. */
package dev.runbook.dsl.words.host.service;
