package dev.runbook.engine.spi;

import java.util.List;
import java.util.Objects;

/**
 * A kind of target that {@code targets { }} may declare.
 *
 * @param name    the word in {@code targets}: {@code database}
 * @param section the section of an environment in the inventory that says where they are: {@code databases}
 * @param keys    the keys of an entry there
 */
public record TargetKind(String name, String section, List<Key> keys) {
    public TargetKind {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(section, "section");
        keys = List.copyOf(keys);
    }
}
