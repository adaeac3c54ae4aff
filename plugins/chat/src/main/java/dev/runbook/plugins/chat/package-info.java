/** What is in the archives and exports of chat products, read on their hosts as a stream: a large one needs no more memory than a small one. */
package dev.runbook.plugins.chat;
