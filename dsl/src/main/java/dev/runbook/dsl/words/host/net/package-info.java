/** Words that look at versions, space, names and ports. */
package dev.runbook.dsl.words.host.net;
