package dev.runbook.cli.place;

import dev.runbook.engine.model.RunbookException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Copies a bundled runbook into a folder of the user's own. What is there already is never overwritten. */
public final class Starter {
    private static final String TEMPLATE = "inventory.example.yaml";
    private static final String INVENTORY = "inventory.yaml";
    private static final String IGNORE = ".gitignore";
    private static final String IGNORED =
            "# runs: journals, kept files, reports\n.runbook/\n# what inventory.yaml names with file:\nsecrets/\n";

    private final Bundled from;
    private final Path to;

    public Starter(Bundled from, Path to) {
        this.from = from;
        this.to = to;
    }

    /** The files that were written, relative to the folder. */
    public List<Path> copy() {
        try {
            Map<Path, Path> copies = copies();
            refuseToOverwrite(copies);
            for (Map.Entry<Path, Path> copy : copies.entrySet()) {
                Path target = to.resolve(copy.getKey());
                Files.createDirectories(target.getParent());
                Files.copy(copy.getValue(), target);
            }
            List<Path> written = new ArrayList<>(copies.keySet());
            if (Files.notExists(to.resolve(IGNORE))) {
                Files.writeString(to.resolve(IGNORE), IGNORED, StandardCharsets.UTF_8);
                written.add(Path.of(IGNORE));
            }
            return written;
        } catch (IOException failed) {
            throw RunbookException.invalid("The runbook cannot be copied to " + to + ": " + failed);
        }
    }

    /** Targets, relative to the folder, and what is copied there. */
    private Map<Path, Path> copies() throws IOException {
        Map<Path, Path> copies = new LinkedHashMap<>();
        boolean template = Files.notExists(from.folder().resolve(INVENTORY));
        try (Stream<Path> files = Files.walk(from.folder())) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                Path relative = from.folder().relativize(file);
                if (isOurs(relative)) {
                    copies.put(template && relative.toString().equals(TEMPLATE) ? Path.of(INVENTORY) : relative, file);
                }
            }
        }
        return copies;
    }

    /** Runs and results of builds inside the bundled folder are not part of the runbook. */
    private static boolean isOurs(Path relative) {
        String first = relative.getName(0).toString();
        return !first.equals("target") && !first.equals(".runbook");
    }

    private void refuseToOverwrite(Map<Path, Path> copies) {
        if (Files.exists(to) && !Files.isDirectory(to)) {
            throw RunbookException.invalid(to + " is not a folder");
        }
        List<String> there = copies.keySet().stream()
                .filter(each -> Files.exists(to.resolve(each)))
                .map(Path::toString)
                .toList();
        if (!there.isEmpty()) {
            throw RunbookException.invalid(
                    to + " already has " + String.join(", ", there) + "; nothing was copied. Choose another folder");
        }
    }
}
