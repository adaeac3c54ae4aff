package dev.runbook.engine.run;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Asks a run to stop: once finishes the running steps, twice interrupts them. */
public final class Stop {
    private final Set<Thread> working = ConcurrentHashMap.newKeySet();
    private volatile boolean asked;
    private volatile boolean aborting;

    /** The first call lets what runs come to its end; the second interrupts it. */
    public synchronized void ask() {
        aborting = asked;
        asked = true;
        if (aborting) {
            working.forEach(Thread::interrupt);
        }
    }

    public boolean asked() {
        return asked;
    }

    public boolean aborting() {
        return aborting;
    }

    synchronized void begin() {
        working.add(Thread.currentThread());
        if (aborting) {
            Thread.currentThread().interrupt();
        }
    }

    void end() {
        working.remove(Thread.currentThread());
    }

    void check() {
        if (asked) {
            throw new Interrupted();
        }
    }

    /** The run stops here because somebody asked for it. */
    static final class Interrupted extends RuntimeException {
        Interrupted() {
            super("interrupted", null, false, false);
        }
    }
}
