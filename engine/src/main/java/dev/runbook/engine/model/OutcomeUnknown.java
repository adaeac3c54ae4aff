package dev.runbook.engine.model;

/** An effect of which nobody knows whether it happened: contact was lost after it was sent. The step becomes {@link Outcome#UNKNOWN}. */
public class OutcomeUnknown extends RunbookException {
    public OutcomeUnknown(String message, Throwable cause) {
        super(ExitStatus.FAILED, message, cause);
    }
}
