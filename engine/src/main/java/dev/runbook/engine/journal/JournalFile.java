package dev.runbook.engine.journal;

import dev.runbook.engine.model.ExitStatus;
import dev.runbook.engine.model.RunbookException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A journal as it lies on the disk.
 *
 * @param entries the whole, unchanged entries
 * @param length  how many bytes they take; what follows is a torn last line
 * @param head    the hash of the last entry
 * @param torn    whether a torn last line was found
 */
public record JournalFile(List<Entry> entries, long length, String head, boolean torn) {
    public JournalFile {
        entries = List.copyOf(entries);
    }

    /** Reads a journal. Only a torn last line is forgiven; any other damage is refused with its line. Needs no lock. */
    public static JournalFile read(Path file) {
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(file);
        } catch (IOException unreadable) {
            throw new RunbookException(ExitStatus.DAMAGED, "The journal " + file + " cannot be read: " + unreadable, unreadable);
        }
        List<Entry> entries = new ArrayList<>();
        String head = Line.START;
        int from = 0;
        while (from < bytes.length) {
            int end = lineEnd(bytes, from);
            if (end < 0) {
                return new JournalFile(entries, from, head, true);
            }
            String line = new String(bytes, from, end - from, StandardCharsets.UTF_8);
            try {
                entries.add(Line.read(line, head, entries.size()));
            } catch (Line.Damaged damage) {
                if (end == bytes.length - 1) {
                    return new JournalFile(entries, from, head, true);
                }
                throw new RunbookException(ExitStatus.DAMAGED, "The journal is damaged at line " + (entries.size() + 1) + " of " + file + ": " + damage.getMessage()
                        + ". Nothing was changed; restore the file from a copy, or start a new run with --new.", damage);
            }
            head = Line.hash(line);
            from = end + 1;
        }
        return new JournalFile(entries, from, head, false);
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
