package dev.runbook.engine.journal;

import dev.runbook.engine.model.ExitStatus;
import dev.runbook.engine.model.RunbookException;
import dev.runbook.engine.spi.Modes;
import dev.runbook.engine.spi.Timekeeper;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;

/** The runs of a state folder: {@code runs/RUN/journal.jsonl}. */
public final class RunStore {
    public static final String JOURNAL = "journal.jsonl";
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmm").withZone(ZoneOffset.UTC);

    private final Path runs;

    public RunStore(Path state) {
        this.runs = state.toAbsolutePath().normalize().resolve("runs");
    }

    /** A new run's id and folder: {@code 20261121-0907-k3f}, private. */
    public Path create(Instant now) {
        try {
            privately(runs.getParent());
            privately(runs);
            while (true) {
                Path folder = runs.resolve(DAY.format(now) + "-" + suffix());
                if (Files.notExists(folder) && isMade(folder)) {
                    return folder;
                }
            }
        } catch (IOException failed) {
            throw new RunbookException(
                    ExitStatus.FAILED,
                    "No run can be kept under " + runs + ": " + failed + ". Choose another place with --state DIR",
                    failed);
        }
    }

    /** Makes a folder that others cannot read. One that is there already belongs to somebody, and stays as it is. */
    private static void privately(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder.getParent());
            isMade(folder);
        }
    }

    /** Makes a folder, with its entry on the disk; says whether it was this process that did. */
    private static boolean isMade(Path folder) throws IOException {
        try {
            Files.createDirectory(folder);
        } catch (FileAlreadyExistsException another) {
            return false;
        }
        Modes.restrict(folder);
        Disk.forceFolder(folder.getParent());
        return true;
    }

    private static String suffix() {
        int three = 36 * 36 * 36;
        String digits = "00" + Integer.toString(ThreadLocalRandom.current().nextInt(three), 36);
        return digits.substring(digits.length() - 3);
    }

    /** The folders of all runs, oldest first. */
    public List<Path> folders() {
        if (!Files.isDirectory(runs)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(runs)) {
            return all.filter(folder -> Files.exists(folder.resolve(JOURNAL)))
                    .sorted(Comparator.comparing(RunStore::begun).thenComparing(Comparator.naturalOrder()))
                    .toList();
        } catch (IOException failed) {
            throw new RunbookException(
                    ExitStatus.FAILED, "The runs under " + runs + " cannot be listed: " + failed.getMessage(), failed);
        }
    }

    private static Instant begun(Path folder) {
        try {
            Instant started = state(folder).started();
            return started == null ? Instant.EPOCH : started;
        } catch (RunbookException damaged) {
            return Instant.EPOCH;
        }
    }

    /** The run that a person means: its id or a unique start of it. */
    public Path folder(String id) {
        List<Path> found = folders().stream()
                .filter(folder -> folder.getFileName().toString().startsWith(id))
                .toList();
        if (found.size() == 1) {
            return found.get(0);
        }
        List<Path> exact = found.stream()
                .filter(folder -> folder.getFileName().toString().equals(id))
                .toList();
        if (exact.size() == 1) {
            return exact.get(0);
        }
        String known = String.join(
                ", ",
                folders().stream()
                        .map(folder -> folder.getFileName().toString())
                        .toList());
        throw RunbookException.invalid(
                found.isEmpty()
                        ? "There is no run '" + id + "' under " + runs
                                + (known.isEmpty() ? "" : "; there are: " + known)
                        : "'" + id + "' is the start of several runs: "
                                + String.join(
                                        ", ",
                                        found.stream()
                                                .map(folder ->
                                                        folder.getFileName().toString())
                                                .toList()));
    }

    /** The state of the run in a folder, read without its lock. */
    public static RunState state(Path folder) {
        return RunState.of(JournalFile.read(folder.resolve(JOURNAL)).entries());
    }

    public static Journal begin(Path folder, Timekeeper time) {
        return Journal.create(folder.resolve(JOURNAL), time);
    }

    public static Journal open(Path folder, Timekeeper time) {
        return Journal.open(folder.resolve(JOURNAL), time);
    }
}
