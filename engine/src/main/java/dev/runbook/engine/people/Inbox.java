package dev.runbook.engine.people;

import dev.runbook.engine.journal.Json;
import dev.runbook.engine.model.ExitStatus;
import dev.runbook.engine.model.RunbookException;
import dev.runbook.engine.spi.Modes;
import dev.runbook.engine.spi.Timekeeper;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Where people leave messages for the engine of a run: a folder of the run, a file each. A file appears whole or not at all, and the engine deletes it
 * only after its journal says what was in it; so nobody needs the run's lock, and nothing said is lost or counts twice.
 */
public final class Inbox {
    private static final String FOLDER = "answers";
    private static final String MESSAGE = ".json";
    private static final String REFUSED = ".refused";

    /** Tells the messages of one process apart that were left in the same millisecond. */
    private static final AtomicInteger COUNT = new AtomicInteger();

    private final Path folder;

    /** @param run the run's own folder */
    public Inbox(Path run) {
        this.folder = run.resolve(FOLDER);
    }

    /** A message and its file. */
    public record Letter(Path file, Message message) {}

    /** Leaves a message. Ordered by the time of leaving it. */
    public void leave(Message message) {
        long when = Timekeeper.SYSTEM.now().toEpochMilli();
        String name = "%015d-%09d-%s".formatted(when, COUNT.incrementAndGet(), UUID.randomUUID());
        try {
            Files.createDirectories(folder);
            Modes.restrict(folder);
            Path draft = folder.resolve(name + ".draft");
            Files.createFile(draft);
            Modes.restrict(draft);
            Files.writeString(draft, Json.write(message.data()), StandardOpenOption.SYNC, StandardOpenOption.WRITE);
            Files.move(draft, folder.resolve(name + MESSAGE), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException failed) {
            throw new RunbookException(
                    ExitStatus.FAILED, "The answer cannot be left in " + folder + ": " + failed, failed);
        }
    }

    /** The messages about a step, oldest first. A file that is none is put aside under another name. */
    public List<Letter> about(String step) {
        List<Letter> letters = new ArrayList<>();
        for (Path file : files()) {
            try {
                Message message = Message.of(Json.object(Files.readString(file)));
                if (message.step().equals(step)) {
                    letters.add(new Letter(file, message));
                }
            } catch (IOException | IllegalArgumentException damaged) {
                refuse(file);
            }
        }
        return letters;
    }

    /** What it says is in the journal. */
    public void taken(Letter letter) {
        try {
            Files.deleteIfExists(letter.file());
        } catch (IOException stays) {
            refuse(letter.file());
        }
    }

    /** It answers a question that nobody asks any more; the file is put aside. */
    public void refuse(Letter letter) {
        refuse(letter.file());
    }

    private void refuse(Path file) {
        try {
            Files.move(file, file.resolveSibling(file.getFileName() + REFUSED), StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException gone) {
            // it is read again the next time, and refused again
        }
    }

    private List<Path> files() {
        List<Path> files = new ArrayList<>();
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> all = Files.newDirectoryStream(folder, "*" + MESSAGE)) {
                all.forEach(files::add);
            } catch (IOException unreadable) {
                throw new RunbookException(
                        ExitStatus.FAILED, "The answers in " + folder + " cannot be read: " + unreadable, unreadable);
            }
        }
        files.sort(null);
        return files;
    }
}
