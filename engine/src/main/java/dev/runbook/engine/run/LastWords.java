package dev.runbook.engine.run;

import dev.runbook.engine.journal.Entry;
import dev.runbook.engine.journal.JournalFailed;
import dev.runbook.engine.journal.Kind;
import dev.runbook.engine.journal.Ledger;
import dev.runbook.engine.journal.RunState;
import java.util.Map;

/** For what must be put back also when it cannot be written down any more: an entry that is refused is lost, and the work goes on. */
final class LastWords implements Ledger {
    private final Ledger ledger;
    private volatile JournalFailed lost;

    LastWords(Ledger ledger) {
        this.ledger = ledger;
    }

    /** Why an entry was lost, or null where none was. */
    JournalFailed lost() {
        return lost;
    }

    @Override
    public Entry append(Kind kind, String path, Map<String, Object> data) {
        try {
            return ledger.append(kind, path, data);
        } catch (JournalFailed refused) {
            lost = refused;
            return null;
        }
    }

    @Override
    public Entry record(Kind kind, String path, Map<String, Object> data) {
        try {
            return ledger.record(kind, path, data);
        } catch (JournalFailed refused) {
            lost = refused;
            return null;
        }
    }

    @Override
    public RunState state() {
        return ledger.state();
    }
}
