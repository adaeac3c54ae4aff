package dev.runbook.cli.run;

import dev.runbook.engine.journal.Journal;
import dev.runbook.engine.journal.Kind;
import dev.runbook.engine.journal.RunLock;
import dev.runbook.engine.journal.RunStore;
import dev.runbook.engine.spi.Timekeeper;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** What people did by hand, for the record of a run. */
public final class Deviations {
    private Deviations() {}

    /** Writes a note into the journal of a run that no process works on. */
    public static void note(Path folder, String text) {
        String who = RunLock.operator();
        try (RunLock lock = RunLock.take(folder, folder.getFileName().toString(), RunLock.self());
                Journal journal = RunStore.open(folder, Timekeeper.SYSTEM)) {
            Map<String, Object> data = new LinkedHashMap<>();
            data.put("text", text);
            data.put("by", who);
            journal.record(Kind.NOTE, null, data);
        }
    }
}
