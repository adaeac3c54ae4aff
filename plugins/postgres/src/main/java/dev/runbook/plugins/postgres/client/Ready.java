package dev.runbook.plugins.postgres.client;

import java.util.Map;

/**
 * What was found before a job begins, and is needed for it.
 *
 * @param path  the search path with the chosen tools in front, or null for the host's own
 * @param sizes what each table counts for the progress, by {@code schema.table}
 */
public record Ready(String path, Map<String, Long> sizes) {
    public long total() {
        return sizes.values().stream().mapToLong(Long::longValue).sum();
    }
}
