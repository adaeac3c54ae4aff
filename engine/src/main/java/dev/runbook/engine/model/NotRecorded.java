package dev.runbook.engine.model;

/** What happened could not be written down: nothing more may be begun. */
public class NotRecorded extends RunbookException {
    public NotRecorded(ExitStatus status, String message, Throwable cause) {
        super(status, message, cause);
    }
}
