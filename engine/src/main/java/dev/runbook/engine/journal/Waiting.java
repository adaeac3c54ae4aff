package dev.runbook.engine.journal;

import java.time.Instant;
import java.util.Map;

/** An entry that waits to be written, and what became of it. Its data is JSON before it waits, so that the one who writes for all has little to do. */
final class Waiting {
    private final Kind kind;
    private final String path;
    private final Map<String, Object> data;
    private final String json;
    private final boolean forced;
    private Entry entry;
    private JournalFailed refused;

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
        return entry != null || refused != null;
    }

    void written(Entry as) {
        entry = as;
    }

    void refuse(JournalFailed why) {
        refused = why;
    }

    /** The entry as it was written, or why it was not. */
    Entry get() {
        if (refused != null) {
            throw refused.again();
        }
        return entry;
    }
}
