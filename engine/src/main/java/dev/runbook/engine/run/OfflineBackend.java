package dev.runbook.engine.run;

import dev.runbook.engine.model.Pending;
import dev.runbook.engine.spi.Backend;
import dev.runbook.engine.spi.Effect;
import dev.runbook.engine.spi.EffectLog;

/** The offline dry run: every effect is shown, none is performed. */
public final class OfflineBackend implements Backend {
    private static final int SHOWN = 60;

    @Override
    public boolean live() {
        return false;
    }

    @Override
    public Object perform(Effect<?> effect, EffectLog log) {
        log.shown(effect);
        return pending(effect);
    }

    static Pending pending(Effect<?> effect) {
        String what = effect.what().strip().replaceAll("\\s+", " ");
        String target = effect.target() == null ? "" : " " + effect.target();
        return new Pending("value of " + effect.word() + target + ": "
                + (what.length() > SHOWN ? what.substring(0, SHOWN) + "…" : what));
    }
}
