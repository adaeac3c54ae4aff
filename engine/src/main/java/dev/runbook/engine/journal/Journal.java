package dev.runbook.engine.journal;

import dev.runbook.engine.spi.Timekeeper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * The journal of a run that goes on: entries are appended, and on the disk where they must be. Thread-safe; one writer a run, held by {@link RunLock}.
 * Who comes while the disk is busy queues, and the next one writes for all who wait: steps that run at once share their forces.
 */
public final class Journal implements Ledger, AutoCloseable {
    private final Scroll scroll;
    private final RunState state;
    private final Queue<Waiting> queue = new ConcurrentLinkedQueue<>();
    private final ReentrantLock writing = new ReentrantLock();
    private final List<Consumer<Entry>> listeners = new CopyOnWriteArrayList<>();

    private Journal(Scroll scroll, RunState state) {
        this.scroll = scroll;
        this.state = state;
    }

    /** Starts a journal; its folder must exist. */
    public static Journal create(Path file, Timekeeper time) {
        return create(file, time, JournalIo.DISK);
    }

    /** @param io the disk */
    public static Journal create(Path file, Timekeeper time, JournalIo io) {
        try {
            io.create(file);
        } catch (IOException failed) {
            throw JournalFailed.unwritten(file, failed);
        }
        return new Journal(Scroll.open(file, JournalFile.NONE, time, io), new RunState());
    }

    /** Goes on with a journal. What a crash tore is kept aside and dropped, and the repair is an entry of its own. */
    public static Journal open(Path file, Timekeeper time) {
        return open(file, time, JournalIo.DISK);
    }

    /** @param io the disk */
    public static Journal open(Path file, Timekeeper time, JournalIo io) {
        JournalFile before = JournalFile.read(file, io);
        Path aside = file.resolveSibling(file.getFileName() + ".torn-" + before.length());
        try {
            if (before.torn()) {
                io.put(aside, before.tail());
            }
        } catch (IOException failed) {
            throw JournalFailed.unwritten(file, failed);
        }
        Journal journal = new Journal(Scroll.open(file, before, time, io), RunState.of(before.entries()));
        if (before.torn()) {
            String kept = aside.getFileName().toString();
            journal.record(Kind.REPAIRED, null, Map.of("bytes", before.tail().length, "kept", kept));
        }
        return journal;
    }

    /** Every entry of this run is also given to the listener, in order, after it was written. */
    public void listen(Consumer<Entry> listener) {
        listeners.add(listener);
    }

    /** Appends an entry that may be lost with the machine: an effect, a note. */
    @Override
    public Entry append(Kind kind, String path, Map<String, Object> data) {
        return written(new Waiting(kind, path, data, false));
    }

    /** Appends an entry and has it on the disk before it returns: intents and outcomes. */
    @Override
    public Entry record(Kind kind, String path, Map<String, Object> data) {
        return written(new Waiting(kind, path, data, true));
    }

    @Override
    public void requireWritable() {
        scroll.requireWritable();
    }

    /** Who finds nobody writing writes for all. The others sleep until they are written, or are the first of those who came too late. */
    private Entry written(Waiting entry) {
        boolean interrupted = false;
        queue.add(entry);
        while (!entry.settled()) {
            if (!writing.tryLock()) {
                LockSupport.park(this);
                interrupted |= Thread.interrupted();
                continue;
            }
            try {
                writeAll();
            } finally {
                letGo();
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return entry.get();
    }

    /** Whoever came meanwhile found the lock taken, and sleeps. */
    private void letGo() {
        writing.unlock();
        Waiting next = queue.peek();
        if (next != null) {
            next.wake();
        }
    }

    /** Writes for all who wait. They go on when the state and the listeners know of it. */
    private void writeAll() {
        List<Waiting> batch = new ArrayList<>();
        for (Waiting each = queue.poll(); each != null; each = queue.poll()) {
            batch.add(each);
        }
        try {
            for (Entry entry : scroll.write(batch)) {
                state.take(entry);
                listeners.forEach(listener -> tell(listener, entry));
            }
        } finally {
            batch.forEach(Waiting::settle);
        }
    }

    /** What is written down has happened: a view that fails must not turn a step that is done into one that failed. */
    private static void tell(Consumer<Entry> listener, Entry entry) {
        try {
            listener.accept(entry);
        } catch (RuntimeException blind) {
            // the entry is on the disk; a view that cannot show it is no reason to stop
        }
    }

    @Override
    public RunState state() {
        return state;
    }

    /** The hash of the last entry: a missing end can be told by it alone. */
    public String head() {
        writing.lock();
        try {
            return scroll.head();
        } finally {
            letGo();
        }
    }

    @Override
    public void close() {
        writing.lock();
        try {
            scroll.close();
        } finally {
            letGo();
        }
    }
}
