package dev.runbook.dsl.check;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The local names that a place of the script sees. */
final class Scope {
    private final Scope outer;
    private final Map<String, Local> locals = new HashMap<>();

    /**
     * A local name.
     *
     * @param type     what is known of its values
     * @param declared the type that the script gives it, or null for {@code def}
     * @param literal  whether it is, once and for all, a literal text
     * @param line     where it is declared
     */
    record Local(String name, Type type, Class<?> declared, boolean literal, int line) {
        static Local dynamic(String name, int line) {
            return new Local(name, Type.DYNAMIC, null, false, line);
        }
    }

    Scope(Scope outer) {
        this.outer = outer;
    }

    void declare(Local local) {
        locals.put(local.name(), local);
    }

    Local find(String name) {
        Local own = locals.get(name);
        return own != null || outer == null ? own : outer.find(name);
    }

    Set<String> names() {
        Set<String> all = outer == null ? new TreeSet<>() : outer.names();
        all.addAll(locals.keySet());
        return all;
    }
}
