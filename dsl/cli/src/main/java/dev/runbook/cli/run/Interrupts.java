package dev.runbook.cli.run;

import dev.runbook.cli.progress.RunView;
import dev.runbook.engine.run.Stop;
import org.jline.utils.Signals;

/** Ctrl-C and SIGTERM: once finishes what runs and stops resumable; a second Ctrl-C aborts it. */
final class Interrupts implements AutoCloseable {
    private final Object before;
    private final Object beforeTerm;

    Interrupts(Stop stop, RunView view) {
        before = Signals.register("INT", () -> asked(stop, view));
        beforeTerm = Signals.register("TERM", () -> asked(stop, view));
    }

    private static void asked(Stop stop, RunView view) {
        stop.ask();
        view.tell(stop.aborting() ? "aborting what runs" : "stopping when what runs has ended; again to abort it");
    }

    @Override
    public void close() {
        Signals.unregister("INT", before);
        Signals.unregister("TERM", beforeTerm);
    }
}
