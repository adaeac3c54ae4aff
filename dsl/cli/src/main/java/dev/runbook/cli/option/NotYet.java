package dev.runbook.cli.option;

import dev.runbook.engine.model.RunbookException;

/** Commands and options of the contract that this version does not have: refused by name, never ignored. */
public final class NotYet {
    private NotYet() {}

    public static RunbookException available(String what) {
        return RunbookException.invalid(what + " is not yet available in this version");
    }

    /** Refuses an option that somebody gave. */
    public static void refuse(String option, Object given) {
        if (given != null) {
            throw available(option);
        }
    }
}
