package dev.runbook.engine.journal;

import dev.runbook.engine.model.ExitStatus;
import dev.runbook.engine.model.RunbookException;
import dev.runbook.engine.spi.Timekeeper;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * The journal of a run that goes on: entries are appended, and on the disk where they must be. Thread-safe; one writer a run, held by {@link RunLock}.
 * The file is no channel: interrupting a thread that writes to a channel closes it, and steps are interrupted by timeouts and by operators.
 */
public final class Journal implements Ledger, AutoCloseable {
    private final Path file;
    private final RandomAccessFile out;
    private final Timekeeper time;
    private final RunState state;
    private final List<Consumer<Entry>> listeners = new CopyOnWriteArrayList<>();
    private String head;
    private long next;
    private long length;
    private IOException broken;

    private Journal(Path file, RandomAccessFile out, Timekeeper time, JournalFile before) {
        this.file = file;
        this.out = out;
        this.time = time;
        this.state = RunState.of(before.entries());
        this.next = before.entries().size();
        this.head = before.head();
        this.length = before.length();
    }

    /** Starts a journal; its folder must exist. */
    public static Journal create(Path file, Timekeeper time) {
        try {
            Files.createFile(file);
            Modes.restrict(file);
            forceFolder(file.getParent());
            return new Journal(
                    file,
                    new RandomAccessFile(file.toFile(), "rw"),
                    time,
                    new JournalFile(List.of(), 0, Line.START, false));
        } catch (IOException failed) {
            throw unwritable(file, failed);
        }
    }

    /** Goes on with a journal. A torn last line is kept aside and dropped, and the repair is an entry of its own. */
    public static Journal open(Path file, Timekeeper time) {
        JournalFile before = JournalFile.read(file);
        try {
            if (before.torn()) {
                keepTail(file, before.length());
            }
            RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw");
            long torn = out.length() - before.length();
            out.setLength(before.length());
            out.seek(before.length());
            Journal journal = new Journal(file, out, time, before);
            if (before.torn()) {
                journal.record(
                        Kind.REPAIRED,
                        null,
                        Map.of(
                                "bytes",
                                torn,
                                "kept",
                                aside(file, before.length()).getFileName().toString()));
            }
            return journal;
        } catch (IOException failed) {
            throw unwritable(file, failed);
        }
    }

    /** Every entry of this run is also given to the listener, in order, after it was written. */
    public void listen(Consumer<Entry> listener) {
        listeners.add(listener);
    }

    /** Appends an entry that may be lost with the machine: an effect, a note. */
    @Override
    public Entry append(Kind kind, String path, Map<String, Object> data) {
        return append(kind, path, data, false);
    }

    /** Appends an entry and has it on the disk before it returns: intents and outcomes. */
    @Override
    public Entry record(Kind kind, String path, Map<String, Object> data) {
        return append(kind, path, data, true);
    }

    private synchronized Entry append(Kind kind, String path, Map<String, Object> data, boolean force) {
        if (broken != null) {
            throw unwritable(file, broken);
        }
        Entry entry = new Entry(next, time.now(), kind, path, data);
        String line = Line.write(entry, head);
        try {
            write((line + "\n").getBytes(StandardCharsets.UTF_8));
            if (force) {
                out.getFD().sync();
            }
        } catch (IOException failed) {
            broken = failed;
            cutBack();
            throw unwritable(file, failed);
        }
        head = Line.hash(line);
        next++;
        state.take(entry);
        listeners.forEach(listener -> tell(listener, entry));
        return entry;
    }

    /** What is written down has happened: a view that fails must not turn a step that is done into one that failed. */
    private static void tell(Consumer<Entry> listener, Entry entry) {
        try {
            listener.accept(entry);
        } catch (RuntimeException blind) {
            // the entry is on the disk; a view that cannot show it is no reason to stop
        }
    }

    private void write(byte[] bytes) throws IOException {
        out.write(bytes);
        length += bytes.length;
    }

    private void cutBack() {
        try {
            out.setLength(length);
        } catch (IOException hopeless) {
            broken.addSuppressed(hopeless);
        }
    }

    @Override
    public RunState state() {
        return state;
    }

    /** The hash of the last entry: a missing end can be told by it alone. */
    public synchronized String head() {
        return head;
    }

    @Override
    public synchronized void close() {
        try {
            out.getFD().sync();
            out.close();
        } catch (IOException failed) {
            if (broken == null) {
                throw unwritable(file, failed);
            }
        }
    }

    private static void keepTail(Path file, long from) throws IOException {
        byte[] all = Files.readAllBytes(file);
        byte[] tail = java.util.Arrays.copyOfRange(all, (int) from, all.length);
        Path aside = aside(file, from);
        Files.write(aside, tail);
        Modes.restrict(aside);
    }

    private static Path aside(Path file, long from) {
        return file.resolveSibling(file.getFileName() + ".torn-" + from);
    }

    private static void forceFolder(Path folder) throws IOException {
        try (FileChannel entry = FileChannel.open(folder, StandardOpenOption.READ)) {
            entry.force(true);
        }
    }

    private static RunbookException unwritable(Path file, IOException why) {
        return new RunbookException(
                ExitStatus.FAILED,
                "The journal " + file + " cannot be written: " + why.getMessage()
                        + ". The run stops before its next effect; free the disk or mend the permissions, then: runbook resume",
                why);
    }
}
