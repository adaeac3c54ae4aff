package dev.runbook.cli.place;

import dev.runbook.dsl.kept.Memory;
import dev.runbook.dsl.kept.PrivateFolder;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Where this user's cache is. It is never beside a runbook: whoever sends one could send classes along. */
public final class Cache {
    private static final String NAME = "runbook";

    private Cache() {}

    /** In {@code $XDG_CACHE_HOME}, else in {@code ~/.cache}; none without a home, or with {@code RUNBOOK_CACHE=off}. */
    public static Memory of(Map<String, String> environment, Installation installation) {
        return folder(environment)
                .flatMap(folder -> installation
                        .identity()
                        .map(identity ->
                                new Memory(new PrivateFolder(folder, System.getProperty("user.name")), identity)))
                .orElse(Memory.NONE);
    }

    private static Optional<Path> folder(Map<String, String> environment) {
        if (environment.getOrDefault("RUNBOOK_CACHE", "").equals("off")) {
            return Optional.empty();
        }
        Path base = Path.of(environment.getOrDefault("XDG_CACHE_HOME", ""));
        Path home = Path.of(environment.getOrDefault("HOME", ""));
        Path caches = base.isAbsolute() ? base : home.resolve(".cache");
        return caches.isAbsolute() ? Optional.of(caches.resolve(NAME)) : Optional.empty();
    }
}
