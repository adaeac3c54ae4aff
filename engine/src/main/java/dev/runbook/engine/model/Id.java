package dev.runbook.engine.model;

import java.util.Objects;

/**
 * Which part of a plan.
 *
 * @param path  unique in a run: the name, under the items of the {@code forEach}es around it, {@code room[kitchen]/import kitchen}
 * @param name  what people call it
 * @param phase the heading it stands under, or null
 */
public record Id(String path, String name, String phase) {
    public Id {
        Objects.requireNonNull(path, "path");
    }
}
