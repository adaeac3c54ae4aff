/**
 * The word {@code http}: requests from here, or through the host of an {@code onHost}, to the address that a URL names or to another one
 * ({@code connectTo:}), with certificates always checked against the URL's name.
 */
package dev.runbook.plugins.http;
