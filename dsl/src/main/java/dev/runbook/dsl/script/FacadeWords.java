package dev.runbook.dsl.script;

import dev.runbook.dsl.registry.Registry;
import dev.runbook.dsl.registry.WordSpec;
import java.util.List;
import java.util.Map;

/** The words of facade types; they follow from the type alone. */
final class FacadeWords {
    private static final Registry TYPES = new Registry(List.of(), List.of(), List.of());

    private FacadeWords() {}

    static Map<String, List<WordSpec>> of(Class<?> type) {
        return TYPES.facade(type);
    }
}
