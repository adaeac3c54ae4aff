package dev.runbook.engine.spi;

import java.io.IOException;
import java.util.List;

/** A way to tell people; found by {@link java.util.ServiceLoader}, chosen where an entry under {@code people:} in the inventory has the key of its name. */
public interface Notifier {
    /** {@code webhook}, {@code mail}, {@code command}, …: the key that chooses it. */
    String name();

    /** The keys of an entry that this way understands; one of them has its {@link #name()}. */
    List<Key> keys();

    /**
     * Tells one entry. Called from one thread at a time, and never while a step waits for it.
     *
     * @throws IOException where it may be tried again
     * @throws dev.runbook.engine.model.RunbookException where trying again is of no use. Neither message holds a secret, or the part of an address that is one
     */
    void send(Notice notice, TargetSpec person) throws IOException, InterruptedException;
}
