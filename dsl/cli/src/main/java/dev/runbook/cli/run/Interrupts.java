package dev.runbook.cli.run;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jline.utils.Signals;

/** What Ctrl-C, SIGTERM and a terminal that is closed mean for a while; afterwards they mean again what they meant before. */
final class Interrupts implements AutoCloseable {
    private final Map<String, Object> before = new LinkedHashMap<>();

    /** @param asked what any of them means */
    Interrupts(Runnable asked) {
        this(asked, asked);
    }

    /**
     * @param asked what Ctrl-C means, each time
     * @param ended what SIGTERM and SIGHUP mean: a lost connection to the machine that the engine runs on is one
     */
    Interrupts(Runnable asked, Runnable ended) {
        before.put("INT", Signals.register("INT", asked));
        before.put("TERM", Signals.register("TERM", ended));
        before.put("HUP", Signals.register("HUP", ended));
    }

    @Override
    public void close() {
        before.forEach(Signals::unregister);
    }
}
