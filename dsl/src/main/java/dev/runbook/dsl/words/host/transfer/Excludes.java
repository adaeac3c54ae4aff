package dev.runbook.dsl.words.host.transfer;

import dev.runbook.engine.model.PathPattern;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Predicate;

/**
 * What is left out, by patterns of paths.
 */
final class Excludes implements Predicate<Entry> {
    private final List<String> globs;
    private final List<PathPattern> patterns;

    Excludes(List<String> globs) {
        this.globs = List.copyOf(globs);
        patterns = globs.stream().map(Excludes::compiled).toList();
    }

    /** Whether an entry is to be carried. */
    @Override
    public boolean test(Entry entry) {
        return patterns.stream().noneMatch(each -> each.means(entry.folder() ? entry.path() + "/" : entry.path()));
    }

    boolean isEmpty() {
        return globs.isEmpty();
    }

    @Override
    public String toString() {
        return String.join(" ", globs);
    }

    /** Names are one character a byte here. */
    private static PathPattern compiled(String glob) {
        return new PathPattern(new String(glob.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1));
    }
}
