package dev.runbook.engine.journal;

import dev.runbook.engine.model.ExitStatus;
import dev.runbook.engine.model.RunbookException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A journal as it lies on the disk.
 *
 * @param entries the whole, unchanged entries
 * @param length  how many bytes they take; what follows was never wholly written
 * @param head    the hash of the last entry
 * @param tail    what follows the entries: what a crash left of those that were not on the disk yet
 */
public record JournalFile(List<Entry> entries, long length, String head, byte[] tail) {
    static final JournalFile NONE = new JournalFile(List.of(), 0, Line.START, new byte[0]);

    public JournalFile {
        entries = List.copyOf(entries);
    }

    /** Reads a journal. What a crash tore is left out; any other damage is refused with its line. Needs no lock. */
    public static JournalFile read(Path file) {
        return read(file, JournalIo.DISK);
    }

    static JournalFile read(Path file, JournalIo io) {
        byte[] bytes;
        try {
            bytes = io.read(file);
        } catch (IOException unreadable) {
            throw new RunbookException(
                    ExitStatus.DAMAGED, "The journal " + file + " cannot be read: " + unreadable, unreadable);
        }
        List<Entry> entries = new ArrayList<>();
        String head = Line.START;
        int from = 0;
        while (from < bytes.length) {
            int end = lineEnd(bytes, from);
            try {
                entries.add(Line.read(bytes, from, end, head, entries.size()));
            } catch (Line.Damaged damage) {
                if (Tear.at(bytes, from, end, entries.size())) {
                    break;
                }
                throw damaged(file, entries.size() + 1, damage);
            }
            head = Line.hash(bytes, end);
            from = end + 1;
        }
        return new JournalFile(entries, from, head, Arrays.copyOfRange(bytes, from, bytes.length));
    }

    /** Whether a crash left something behind the last entry. */
    public boolean torn() {
        return tail.length > 0;
    }

    private static RunbookException damaged(Path file, int line, Line.Damaged damage) {
        return new RunbookException(
                ExitStatus.DAMAGED,
                "The journal is damaged at line " + line + " of " + file + ": " + damage.getMessage()
                        + ". Nothing was changed; restore the file from a copy, or start a new run with --new.",
                damage);
    }

    private static int lineEnd(byte[] bytes, int from) {
        for (int i = from; i < bytes.length; i++) {
            if (bytes[i] == '\n') {
                return i;
            }
        }
        return -1;
    }
}
