package dev.runbook.engine.spi;

/**
 * A host that can be reached: commands and tunnels share one connection, which is opened on first use, kept alive, and opened again when it
 * was lost. Thread-safe: many commands may run at once.
 *
 * <p>Errors: {@link dev.runbook.engine.model.EffectFailed} where nothing was sent (refused, unknown host key, no authentication: the message
 * says which, and what to do) or the timeout ended the command; {@link dev.runbook.engine.model.OutcomeUnknown} where contact was lost after the command was sent.
 */
public interface Link extends AutoCloseable {
    /** Runs a command to its end. The status is the shell's; death by signal is 128 + signal where the transport can tell, else -1. */
    int run(Command command, Listener listener) throws InterruptedException;

    /** A local endpoint that leads, through this host, to an endpoint as this host sees it. The local transport gives it back unchanged. */
    Endpoint tunnel(Endpoint there);

    /** The user that commands run as when nobody becomes anybody: {@code ops}. */
    String user();

    /** How messages name it: {@code ssh ops@10.0.0.5:22}. */
    String place();

    /** Why the other side is believed to be who it should be, once it was reached: {@code known key SHA256:…}; empty where there is nothing to believe. */
    default String trust() {
        return "";
    }

    @Override
    void close();
}
