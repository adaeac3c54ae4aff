package dev.runbook.engine.model;

/** Nobody could be reached, and so nothing was sent: the network or the server is away, which may pass. A refused login is none of this. */
public class NotReached extends EffectFailed {
    public NotReached(String message, Throwable cause) {
        super(message, cause);
    }
}
