package dev.runbook.engine.model;

/** An effect that came back with a definite failure: the world is as the failure says. Carries the status and output of a command where there is one. */
public class EffectFailed extends RunbookException {
    public EffectFailed(String message) {
        this(message, null);
    }

    public EffectFailed(String message, Throwable cause) {
        super(ExitStatus.FAILED, message, cause);
    }
}
