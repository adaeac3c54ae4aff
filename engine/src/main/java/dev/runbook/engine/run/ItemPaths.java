package dev.runbook.engine.run;

import dev.runbook.engine.journal.Json;
import dev.runbook.engine.model.ForEach;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The items of a {@code forEach} by the prefix of their steps' paths; equal items are told apart by a number. */
final class ItemPaths {
    private ItemPaths() {}

    static Map<String, Object> of(ForEach each, List<?> items) {
        Map<String, Object> paths = new LinkedHashMap<>();
        for (Object item : items) {
            String label = item instanceof Map || item instanceof List ? Json.write(item) : String.valueOf(item);
            String path = each.path(label);
            int number = 2;
            while (paths.containsKey(path)) {
                path = each.path(label + "#" + number++);
            }
            paths.put(path, item);
        }
        return paths;
    }
}
