package dev.runbook.engine.run;

import dev.runbook.engine.spi.Backend;
import dev.runbook.engine.spi.Effect;
import dev.runbook.engine.spi.EffectLog;
import dev.runbook.engine.spi.Timekeeper;
import java.time.Duration;

/** The real run: every effect is performed. */
public final class LiveBackend implements Backend {
    private final Timekeeper time;
    private final Contact contact;

    public LiveBackend(Timekeeper time) {
        this.time = time;
        this.contact = new Contact(time);
    }

    @Override
    public boolean live() {
        return true;
    }

    @Override
    public Object perform(Effect<?> effect, EffectLog log) throws Exception {
        long begun = time.nanos();
        Object value;
        try {
            value = contact.perform(effect, log::says);
        } catch (Throwable failure) {
            log.failed(effect, Duration.ofNanos(time.nanos() - begun), failure);
            throw failure;
        }
        log.performed(effect, Duration.ofNanos(time.nanos() - begun));
        return value;
    }
}
