package dev.runbook.lab.synapse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Folders that go with all that is in them. */
final class Wiped {
    private Wiped() {}

    static void folder(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> all = Files.walk(folder)) {
            List<Path> deepest = all.sorted(Comparator.reverseOrder()).toList();
            for (Path each : deepest) {
                Files.deleteIfExists(each);
            }
        }
    }
}
