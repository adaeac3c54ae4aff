package dev.runbook.plugins.aws.storage;

import dev.runbook.engine.model.PathPattern;
import dev.runbook.engine.spi.Options;
import java.util.List;
import java.util.SortedMap;

/** Which files of a folder are meant: those of {@code include:} where it is said, without those of {@code exclude:}. What is not meant is neither carried nor deleted. */
record Choice(List<PathPattern> include, List<PathPattern> exclude) {
    static Choice of(Options given) {
        return new Choice(patterns(given, "include"), patterns(given, "exclude"));
    }

    private static List<PathPattern> patterns(Options given, String name) {
        return given.texts(name).stream().map(PathPattern::new).toList();
    }

    boolean means(String path) {
        return (include.isEmpty() || include.stream().anyMatch(each -> each.means(path)))
                && exclude.stream().noneMatch(each -> each.means(path));
    }

    /** Takes out what is not meant. */
    <F> SortedMap<String, F> of(SortedMap<String, F> files) {
        files.keySet().removeIf(path -> !means(path));
        return files;
    }
}
