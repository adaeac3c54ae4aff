/** The words that read and write files on hosts, through nothing but the host's shell: so they work with every transport and as every user. */
package dev.runbook.dsl.words.host.files;
