/** One chat server that moves: the old machine and the new one, their data, the people around them. */
package dev.runbook.lab.hipchat;
