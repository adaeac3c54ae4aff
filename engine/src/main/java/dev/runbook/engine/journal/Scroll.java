package dev.runbook.engine.journal;

import dev.runbook.engine.spi.Timekeeper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The end of a journal's file, where its writer stands: what is written, what of it is on the disk, and what is left to do when the disk fails.
 * Used by one thread at a time.
 */
final class Scroll {
    private final Path file;
    private final JournalIo.Tape tape;
    private final Reserve reserve;
    private final Timekeeper time;
    private String head;
    private long next;
    private long length;
    private long synced;
    private long syncedLength;
    /** Why nothing more may be begun, or null. */
    private volatile JournalFailed failed;
    /** Whether nobody knows any more what stands on the disk: then nothing at all is written. */
    private boolean poisoned;

    private Scroll(Path file, JournalIo.Tape tape, Reserve reserve, Timekeeper time, JournalFile before) {
        this.file = file;
        this.tape = tape;
        this.reserve = reserve;
        this.time = time;
        this.next = before.entries().size();
        this.head = before.head();
        this.length = before.length();
        this.synced = next;
        this.syncedLength = length;
    }

    /** Stands behind the whole entries of a file; what follows them is cut off, and what an engine before did not force is forced. */
    static Scroll open(Path file, JournalFile before, Timekeeper time, JournalIo io) {
        try {
            Reserve reserve = new Reserve(io, file);
            reserve.take();
            JournalIo.Tape tape = io.open(file);
            if (tape.length() != before.length()) {
                tape.cut(before.length());
            }
            if (before.length() > 0) {
                tape.force();
            }
            return new Scroll(file, tape, reserve, time, before);
        } catch (IOException unwritable) {
            throw JournalFailed.unwritten(file, unwritable);
        }
    }

    String head() {
        return head;
    }

    /** Asked by any thread, at any time. */
    void requireWritable() {
        JournalFailed why = failed;
        if (why != null) {
            throw why.again();
        }
    }

    /** Writes the entries and forces them where one of them asks for it; each knows what became of it. Gives those that are written. */
    List<Entry> write(List<Waiting> batch) {
        try {
            if (failed == null) {
                return together(batch);
            }
        } catch (IOException full) {
            fail(full);
        } catch (RuntimeException | Error broken) {
            poison(JournalFailed.unwritten(file, broken));
            batch.forEach(each -> each.refuse(failed));
            throw broken;
        }
        List<Entry> written = new ArrayList<>();
        batch.forEach(each -> written.addAll(alone(each)));
        return written;
    }

    /** When the disk is full, what tells that something happened may take the room that is left; what announces something may not. */
    private List<Entry> alone(Waiting entry) {
        if (!poisoned && entry.kind().tells()) {
            try {
                return together(List.of(entry));
            } catch (IOException full) {
                cutTo(length);
            }
        }
        entry.refuse(failed);
        return List.of();
    }

    private List<Entry> together(List<Waiting> batch) throws IOException {
        List<Entry> entries = new ArrayList<>();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        String last = head;
        for (Waiting each : batch) {
            Entry entry = each.at(next + entries.size(), time.now());
            byte[] line = Line.write(entry, each.json(), synced, last);
            bytes.writeBytes(line);
            last = Line.hash(line, line.length - 1);
            entries.add(entry);
        }
        tape.write(bytes.toByteArray());
        boolean onDisk = batch.stream().noneMatch(Waiting::forced) || force(length + bytes.size());
        if (!onDisk) {
            batch.forEach(each -> each.refuse(failed));
            return List.of();
        }
        head = last;
        next += entries.size();
        length += bytes.size();
        synced = length == syncedLength ? next : synced;
        for (int i = 0; i < entries.size(); i++) {
            batch.get(i).written(entries.get(i));
        }
        return entries;
    }

    /** Has all that was written on the disk. A disk that did not do so once is never asked again: what it holds then, nobody knows. */
    private boolean force(long upTo) {
        try {
            tape.force();
            syncedLength = upTo;
            return true;
        } catch (IOException unforced) {
            poison(JournalFailed.unforced(file, unforced));
            cutTo(syncedLength);
            return false;
        }
    }

    private void fail(IOException full) {
        failed = JournalFailed.unwritten(file, full);
        cutTo(length);
        try {
            reserve.release();
        } catch (IOException kept) {
            failed.addSuppressed(kept);
        }
    }

    /** Takes back what a failed write left behind, so that the next entry begins on a line of its own. */
    private void cutTo(long good) {
        try {
            tape.cut(good);
        } catch (IOException hopeless) {
            failed.addSuppressed(hopeless);
            poisoned = true;
        }
    }

    private void poison(JournalFailed why) {
        failed = why;
        poisoned = true;
    }

    void close() {
        if (failed == null && syncedLength < length) {
            force(length);
        }
        try {
            tape.close();
            reserve.release();
        } catch (IOException gone) {
            // what was to be on the disk was forced when it was written
        }
        if (failed == null) {
            poison(JournalFailed.closed(file));
        }
    }
}
