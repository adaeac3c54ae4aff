package dev.runbook.cli.place;

import dev.runbook.engine.model.RunbookException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Copies a bundled runbook into a folder of the user's own. What is there already is never overwritten. */
public final class Starter {
    private static final String TEMPLATE = "inventory.example.yaml";
    private static final String INVENTORY = "inventory.yaml";
    /** What every folder of a team gets, by the name of the resource. */
    private static final Map<String, String> BESIDE = Map.of(
            ".gitignore", "gitignore.txt",
            "README.md", "README.md",
            ".github/workflows/runbook.yml", "workflow.yml",
            "ci/check.sh", "check.sh");

    private final Bundled from;
    private final Path to;
    private final Map<String, String> more;

    /** @param more texts of further files, by name */
    public Starter(Bundled from, Path to, Map<String, String> more) {
        this.from = from;
        this.to = to;
        this.more = Map.copyOf(more);
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
            for (Map.Entry<String, String> each : beside().entrySet()) {
                Path target = to.resolve(each.getKey());
                if (Files.notExists(target, LinkOption.NOFOLLOW_LINKS)) {
                    Files.createDirectories(target.getParent());
                    Files.writeString(target, each.getValue(), StandardOpenOption.CREATE_NEW);
                    target.toFile().setExecutable(each.getKey().endsWith(".sh"));
                    written.add(Path.of(each.getKey()));
                }
            }
            return written;
        } catch (IOException failed) {
            throw RunbookException.invalid("The runbook cannot be copied to " + to + ": " + failed);
        }
    }

    private Map<String, String> beside() throws IOException {
        Map<String, String> all = new TreeMap<>(more);
        for (Map.Entry<String, String> each : BESIDE.entrySet()) {
            try (InputStream text = Starter.class.getResourceAsStream("starter/" + each.getValue())) {
                all.put(
                        each.getKey(),
                        new String(text.readAllBytes(), StandardCharsets.UTF_8).replace("@NAME@", from.name()));
            }
        }
        return all;
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
