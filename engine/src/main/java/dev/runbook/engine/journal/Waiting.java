package dev.runbook.engine.journal;

import java.time.Instant;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** An entry that waits to be written, and what became of it. Its data is JSON before it waits, so that the one who writes for all has little to do. */
final class Waiting {
    private final Kind kind;
    private final String path;
    private final Map<String, Object> data;
    private final String json;
    private final boolean forced;
    private final Thread caller = Thread.currentThread();
    private Entry entry;
    private JournalFailed refused;
    private volatile boolean settled;

    /** @param forced whether it is to be on the disk */
    Waiting(Kind kind, String path, Map<String, Object> data, boolean forced) {
        this.kind = kind;
        this.path = path;
        this.data = data;
        this.json = Json.write(data);
        this.forced = forced;
    }

    Kind kind() {
        return kind;
    }

    boolean forced() {
        return forced;
    }

    String json() {
        return json;
    }

    Entry at(long seq, Instant time) {
        return new Entry(seq, time, kind, path, data);
    }

    boolean settled() {
        return settled;
    }

    void written(Entry as) {
        entry = as;
    }

    void refuse(JournalFailed why) {
        refused = why;
    }

    /** Lets its caller go on with what became of it. */
    void settle() {
        settled = true;
        wake();
    }

    /** Its caller looks again whether it is settled, or is to write for all. */
    void wake() {
        LockSupport.unpark(caller);
    }

    /** The entry as it was written, or why it was not. */
    Entry get() {
        if (refused != null) {
            throw refused.again();
        }
        return entry;
    }
}
