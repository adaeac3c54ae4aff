package dev.runbook.cli.run;

import org.jline.utils.Signals;

/** What Ctrl-C and SIGTERM mean for a while; afterwards they mean again what they meant before. */
final class Interrupts implements AutoCloseable {
    private final Object before;
    private final Object beforeTerm;

    Interrupts(Runnable asked) {
        before = Signals.register("INT", asked);
        beforeTerm = Signals.register("TERM", asked);
    }

    @Override
    public void close() {
        Signals.unregister("INT", before);
        Signals.unregister("TERM", beforeTerm);
    }
}
