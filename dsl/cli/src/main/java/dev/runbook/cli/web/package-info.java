/** The page for everybody in the call: one run, live, in a browser on this machine. */
package dev.runbook.cli.web;
