/**
 * What every {@link dev.runbook.engine.spi.Link} needs and none should write twice: attending to a command that runs (its streams, its
 * deadline, an interrupt), and ending a whole tree of processes on a host that has nothing but a POSIX shell.
 */
package dev.runbook.engine.link;
