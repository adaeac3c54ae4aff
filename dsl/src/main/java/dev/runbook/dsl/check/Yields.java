package dev.runbook.dsl.check;

import dev.runbook.dsl.registry.Registry;
import dev.runbook.dsl.registry.WordSpec;
import java.util.Set;

/** What the registry's words say about types. */
final class Yields {
    private Yields() {}

    /** The facade that a value is, or null. */
    static Class<?> facade(Type type) {
        return type.known() && Registry.isFacade(type.javaClass()) ? type.javaClass() : null;
    }

    /** What a word gives in a real run. */
    static Type of(WordSpec word) {
        if (word.word().keys().length > 0) {
            return Type.map(Set.of(word.word().keys()));
        }
        Class<?> said = word.word().yields();
        return Type.of(said != Object.class ? said : word.method().getReturnType());
    }
}
