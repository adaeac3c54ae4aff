package dev.runbook.engine.run;

import dev.runbook.engine.spi.Backend;
import dev.runbook.engine.spi.Effect;
import dev.runbook.engine.spi.EffectLog;
import dev.runbook.engine.spi.Timekeeper;

/** The probing dry run: what only reads, and knows all that it needs, is performed; everything else is shown. */
public final class ProbeBackend implements Backend {
    private final LiveBackend reading;

    public ProbeBackend(Timekeeper time) {
        this.reading = new LiveBackend(time);
    }

    @Override
    public boolean live() {
        return false;
    }

    @Override
    public Object perform(Effect<?> effect, EffectLog log) throws Exception {
        if (effect.writes() || effect.pending()) {
            log.shown(effect);
            return OfflineBackend.pending(effect);
        }
        return reading.perform(effect, log);
    }
}
