package dev.runbook.dsl.check;

import dev.runbook.dsl.kept.Memory;
import dev.runbook.engine.model.Hash;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Remembers scripts that were found to be without a mistake, each with all that it includes. A script is known by its bytes, what it includes
 * by path and bytes; mistakes are not remembered.
 */
final class Sound {
    private static final String KIND = "sound 1";

    private final Memory memory;

    Sound(Memory memory) {
        this.memory = memory;
    }

    /** Whether these very files were found to be sound before. */
    boolean remembers(Path script) {
        Path main = script.toAbsolutePath().normalize();
        try {
            return memory != Memory.NONE
                    && memory.recall(KIND, Files.readString(main))
                            .map(known -> new String(known, StandardCharsets.UTF_8))
                            .filter(known -> known.lines().allMatch(line -> isSame(main, line)))
                            .isPresent();
        } catch (IOException unreadable) {
            return false;
        }
    }

    /** @param read what was read, by absolute path */
    void remember(Path script, Map<Path, ScriptFile> read) {
        Path main = script.toAbsolutePath().normalize();
        String included = read.entrySet().stream()
                .filter(each -> !each.getKey().equals(main))
                .map(each -> Hash.sha256(each.getValue().text()) + " "
                        + main.getParent().relativize(each.getKey()))
                .sorted()
                .collect(Collectors.joining("\n"));
        memory.keep(
                included.getBytes(StandardCharsets.UTF_8), KIND, read.get(main).text());
    }

    private static boolean isSame(Path main, String line) {
        String hash = line.substring(0, line.indexOf(' '));
        Path file = main.resolveSibling(line.substring(hash.length() + 1));
        try {
            return Files.isRegularFile(file)
                    && Hash.sha256(Files.readString(file)).equals(hash);
        } catch (IOException unreadable) {
            return false;
        }
    }
}
