/** A stand-in for Mattermost's server: real tables, real password hashes, real HTTP, and the documented traps of the product. */
package dev.runbook.lab.mattermost.product;
