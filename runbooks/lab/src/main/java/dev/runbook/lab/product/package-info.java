/** The stand-in for the product's {@code hipchat} command, which runs as a program of its own on the laboratory's hosts. */
package dev.runbook.lab.product;
