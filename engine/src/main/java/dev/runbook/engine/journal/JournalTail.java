package dev.runbook.engine.journal;

import dev.runbook.engine.model.ExitStatus;
import dev.runbook.engine.model.RunbookException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;

/** Follows a journal that somebody else writes: reads what is new, and takes whole lines only. Needs no lock. */
public final class JournalTail {
    private final Path file;
    private final RunState state = new RunState();
    private String head = Line.START;
    private long next;
    private long read;

    public JournalTail(Path file) {
        this.file = file;
    }

    /** Reads on; whether there was anything new. Damage is an error that names the line. */
    public boolean follow() {
        long before = next;
        byte[] fresh = fresh();
        int from = 0;
        for (int i = 0; i < fresh.length && fresh[i] != 0; i++) {
            if (fresh[i] == '\n') {
                take(fresh, from, i);
                from = i + 1;
            }
        }
        read += from;
        return next > before;
    }

    private void take(byte[] fresh, int from, int to) {
        try {
            state.take(Line.read(fresh, from, to, head, next));
        } catch (Line.Damaged damage) {
            throw new RunbookException(
                    ExitStatus.DAMAGED,
                    "The journal is damaged at line " + (next + 1) + " of " + file + ": " + damage.getMessage(),
                    damage);
        }
        head = Line.hash(fresh, to);
        next++;
    }

    private byte[] fresh() {
        if (!Files.exists(file)) {
            return new byte[0];
        }
        try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
            in.seek(read);
            byte[] fresh = new byte[(int) Math.max(0, Math.min(in.length() - read, Integer.MAX_VALUE - 8))];
            in.readFully(fresh);
            return fresh;
        } catch (IOException unreadable) {
            throw new RunbookException(
                    ExitStatus.DAMAGED, "The journal " + file + " cannot be read: " + unreadable, unreadable);
        }
    }

    /** The state as far as was read. */
    public RunState state() {
        return state;
    }
}
