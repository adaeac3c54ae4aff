package dev.runbook.dsl.script;

import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The string literals of the scripts that were compiled: a command that is one of them was written as it stands. */
public final class Literals {
    private static final Set<String> KNOWN = ConcurrentHashMap.newKeySet();

    private Literals() {}

    public static void add(Collection<String> literals) {
        KNOWN.addAll(literals);
    }

    static boolean contains(String text) {
        return KNOWN.contains(text);
    }
}
