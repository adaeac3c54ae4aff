package dev.runbook.engine.run;

import dev.runbook.engine.journal.Entry;
import dev.runbook.engine.journal.Json;
import dev.runbook.engine.journal.Kind;
import dev.runbook.engine.journal.RunState;
import dev.runbook.engine.model.ForEach;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The items of a {@code forEach} by the prefix of their steps' paths; equal items are told apart by a number. */
public final class ItemPaths {
    private ItemPaths() {}

    /** The items that the run's journal fixed, or the constant ones; none where only the run will know. */
    public static Optional<Map<String, Object>> known(ForEach each, RunState state) {
        Optional<Entry> fixed = state.fact(Kind.ITEMS, each.path());
        return fixed.isPresent()
                ? Optional.of(of(each, (List<?>)
                        Checkpoint.read(each.path(), fixed.get().data().get("items"))))
                : Optional.ofNullable(each.constant()).map(items -> of(each, items));
    }

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
