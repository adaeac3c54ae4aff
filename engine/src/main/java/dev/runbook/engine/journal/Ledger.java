package dev.runbook.engine.journal;

import java.util.Map;

/** Where a run writes down what happens: the journal, or a dry run's memory. */
public interface Ledger {
    /** An entry that may be lost with the machine. */
    Entry append(Kind kind, String path, Map<String, Object> data);

    /** An entry that is on the disk before the call returns. */
    Entry record(Kind kind, String path, Map<String, Object> data);

    /** Throws where nothing more may be begun, because it could not be written down. */
    default void requireWritable() {}

    /** The state up to now; it goes on changing with every entry. */
    RunState state();
}
