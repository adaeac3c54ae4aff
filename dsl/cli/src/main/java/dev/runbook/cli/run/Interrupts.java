package dev.runbook.cli.run;

import dev.runbook.cli.console.Console;
import dev.runbook.engine.run.Stop;
import org.jline.utils.Signals;

/** Ctrl-C and SIGTERM: once finishes what runs and stops resumable; a second Ctrl-C aborts it. */
final class Interrupts implements AutoCloseable {
    private final Object before;
    private final Object beforeTerm;

    Interrupts(Stop stop, Console console) {
        before = Signals.register("INT", () -> asked(stop, console));
        beforeTerm = Signals.register("TERM", () -> asked(stop, console));
    }

    private static void asked(Stop stop, Console console) {
        stop.ask();
        console.err().println(stop.aborting() ? "aborting what runs" : "stopping when what runs has ended; again to abort it");
    }

    @Override
    public void close() {
        Signals.unregister("INT", before);
        Signals.unregister("TERM", beforeTerm);
    }
}
