package dev.runbook.engine.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What a finished step's checkpoint was made from: a hash, or for small values the value itself, by part ({@code source}, {@code params.batch},
 * {@code file config.json}). Secrets never enter.
 */
public record Fingerprint(Map<String, String> parts) {
    public static final Fingerprint NONE = new Fingerprint(Map.of());

    public Fingerprint {
        parts = new LinkedHashMap<>(parts);
    }

    /** What differs from an earlier one, for people: {@code params.batch 500 → 1000}, {@code source changed}. */
    public List<String> differences(Fingerprint before) {
        List<String> found = new ArrayList<>();
        for (Map.Entry<String, String> part : parts.entrySet()) {
            String old = before.parts.get(part.getKey());
            if (old != null && !Objects.equals(old, part.getValue())) {
                found.add(
                        part.getKey().startsWith("params.")
                                ? "`" + part.getKey() + "` " + old + " → " + part.getValue()
                                : part.getKey() + " changed");
            }
        }
        return found;
    }
}
