package dev.runbook.engine.spi;

import java.util.List;

/** What a plugin adds to the language; found by {@link java.util.ServiceLoader}. */
public interface PluginWords {
    /** The plugin's name: {@code sql}. */
    String name();

    /** Classes whose public static methods with {@link Word} are words of the language. */
    List<Class<?>> words();

    /** The kinds of targets that it knows. */
    default List<TargetKind> targets() {
        return List.of();
    }

    /** How {@code runbook doctor} examines them. */
    default List<Examiner> examiners() {
        return List.of();
    }
}
