package dev.runbook.plugins.postgres.census;

import java.util.List;

/**
 * How a census is taken.
 *
 * @param exclude   tables that are left out, as the census names them
 * @param hash      whether the content is read too
 * @param jobs      how many tables are read at a time
 * @param lowerCase whether names of tables are given in lower case, to compare servers that differ in it
 */
record CensusOptions(List<String> exclude, boolean hash, int jobs, boolean lowerCase) {}
