package dev.runbook.engine.journal;

import dev.runbook.engine.model.ExitStatus;
import dev.runbook.engine.model.RunbookException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
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
            throw new RunbookException(
                    ExitStatus.DAMAGED, "The journal " + file + " cannot be read: " + unreadable, unreadable);
        }
        List<Entry> entries = new ArrayList<>();
        String head = Line.START;
        int from = 0;
        while (from < bytes.length) {
            int end = lineEnd(bytes, from);
            byte[] line = Arrays.copyOfRange(bytes, from, end < 0 ? bytes.length : end);
            boolean last = end < 0 || end == bytes.length - 1;
            try {
                if (end < 0) {
                    refuseLostEnd(line, line.length - 1, head, entries.size());
                    return new JournalFile(entries, from, head, true);
                }
                if (last && hole(line) >= 0) {
                    refuseLostEnd(line, hole(line), head, entries.size());
                    return new JournalFile(entries, from, head, true);
                }
                entries.add(Line.read(line, head, entries.size()));
            } catch (Line.Damaged damage) {
                throw new RunbookException(
                        ExitStatus.DAMAGED,
                        "The journal is damaged at line " + (entries.size() + 1) + " of " + file + ": "
                                + damage.getMessage()
                                + ". Nothing was changed; restore the file from a copy, or start a new run with --new.",
                        damage);
            }
            head = Line.hash(new String(line, StandardCharsets.UTF_8));
            from = end + 1;
        }
        return new JournalFile(entries, from, head, false);
    }

    /** A whole entry whose line end alone is another byte was on the disk and acknowledged: that is damage, and no tear. */
    private static void refuseLostEnd(byte[] line, int end, String head, long seq) throws Line.Damaged {
        try {
            Line.read(Arrays.copyOf(line, Math.max(0, end)), head, seq);
        } catch (Line.Damaged torn) {
            return;
        }
        throw new Line.Damaged("the line does not end where its entry ends");
    }

    /** Where a block begins that was never written: those are full of zeros, and an entry holds none. */
    private static int hole(byte[] line) {
        for (int i = 0; i < line.length; i++) {
            if (line[i] == 0) {
                return i;
            }
        }
        return -1;
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
