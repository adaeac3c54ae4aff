package dev.runbook.engine.model;

/** A server showed a key that is not known to be its own: nothing was sent. */
public class UntrustedHost extends EffectFailed {
    private final String state;

    /** @param state {@code unknown}, {@code changed} or {@code revoked} */
    public UntrustedHost(String state, String message, Throwable cause) {
        super(message, cause);
        this.state = state;
    }

    public String state() {
        return state;
    }
}
