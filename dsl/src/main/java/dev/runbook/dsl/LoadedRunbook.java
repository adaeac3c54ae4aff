package dev.runbook.dsl;

import dev.runbook.engine.model.Plan;
import java.nio.file.Path;
import java.util.Map;

/**
 * A script that was evaluated.
 *
 * @param script  the file
 * @param sources the texts of the script and of what it includes, by file name
 * @param hash    SHA-256 over all of them
 * @param params  the values of its parameters
 */
public record LoadedRunbook(
        Path script, Plan plan, Map<String, String> sources, String hash, Map<String, Object> params) {}
