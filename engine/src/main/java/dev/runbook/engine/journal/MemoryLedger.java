package dev.runbook.engine.journal;

import dev.runbook.engine.spi.Timekeeper;
import java.util.Map;
import java.util.function.Consumer;

/** What a dry run writes down: it is gone with the process. */
public final class MemoryLedger implements Ledger {
    private final Timekeeper time;
    private final Consumer<Entry> listener;
    private final RunState state = new RunState();
    private long next;

    public MemoryLedger(Timekeeper time, Consumer<Entry> listener) {
        this.time = time;
        this.listener = listener;
    }

    @Override
    public synchronized Entry append(Kind kind, String path, Map<String, Object> data) {
        Entry entry = new Entry(next++, time.now(), kind, path, data);
        state.take(entry);
        listener.accept(entry);
        return entry;
    }

    @Override
    public Entry record(Kind kind, String path, Map<String, Object> data) {
        return append(kind, path, data);
    }

    @Override
    public RunState state() {
        return state;
    }
}
