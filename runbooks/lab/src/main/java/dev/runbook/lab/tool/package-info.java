/** Tools that a machine may lack, in the subset that the bundled runbooks use; run as programs of their own. */
package dev.runbook.lab.tool;
