package dev.runbook.engine.inventory;

import dev.runbook.engine.inventory.Nodes.Entry;
import dev.runbook.engine.spi.Key;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Values for every entry of a section, which an entry may override key by key.
 *
 * @param sections the values by section
 */
record Defaults(Map<String, Map<String, Object>> sections) {
    static final Defaults NONE = new Defaults(Map.of());

    static Defaults read(
            Entry defaults, String owner, Map<String, Map<String, Key>> known, Nodes nodes, EntryReader reader) {
        if (defaults == null) {
            return NONE;
        }
        Map<String, Map<String, Object>> sections = new HashMap<>();
        for (Entry section : nodes.mapping(defaults.value(), owner).values()) {
            Map<String, Key> keys = known.get(section.key());
            if (keys == null) {
                reader.unknown(section, known.keySet(), owner);
            } else {
                sections.put(section.key(), reader.read(section.value(), keys, owner + " of " + section.key()));
            }
        }
        return new Defaults(sections);
    }

    /** These, overridden by nearer ones. */
    Defaults under(Defaults nearer) {
        Map<String, Map<String, Object>> all = new HashMap<>(sections);
        nearer.sections.forEach((section, values) -> all.merge(section, values, Defaults::merge));
        return new Defaults(all);
    }

    /** An entry's values, with what it leaves open taken from here, as far as the entry may have such a key. */
    Map<String, Object> complete(String section, Map<String, Object> entry, Map<String, Key> keys) {
        Map<String, Object> defaults = new LinkedHashMap<>(sections.getOrDefault(section, Map.of()));
        defaults.keySet().retainAll(keys.keySet());
        return merge(defaults, entry);
    }

    private static Map<String, Object> merge(Map<String, Object> far, Map<String, Object> near) {
        Map<String, Object> merged = new LinkedHashMap<>(far);
        near.forEach((key, value) -> merged.merge(key, value, Defaults::mergeValues));
        return merged;
    }

    private static Object mergeValues(Object far, Object near) {
        if (far instanceof Map<?, ?> under && near instanceof Map<?, ?> over) {
            Map<Object, Object> both = new LinkedHashMap<>(under);
            both.putAll(over);
            return both;
        }
        return near;
    }
}
