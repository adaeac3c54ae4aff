package dev.runbook.plugins.postgres.client;

import dev.runbook.engine.model.EffectFailed;
import dev.runbook.engine.spi.Options;
import dev.runbook.engine.spi.StepScope;
import dev.runbook.engine.spi.TargetSpec;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Who else is connected to a database that is about to be dropped: they would lose what they work on, and show that it is no idle one.
 *
 * @param sessions a text each
 */
public record Others(List<Object> sessions) {
    private static final int SHOWN = 5;

    /** Ends their sessions. */
    @FunctionalInterface
    public interface End {
        void all() throws Exception;
    }

    /** Nobody, or an error unless {@code force: true} is said. */
    public void gone(StepScope scope, Options options, TargetSpec database, End end) throws Exception {
        if (sessions.isEmpty()) {
            return;
        }
        if (!options.flag("force", false)) {
            throw new EffectFailed(options.word() + ": expected that nobody is connected to " + database.label()
                    + ", found " + sessions.size() + ": "
                    + sessions.stream().map(String::valueOf).limit(SHOWN).collect(Collectors.joining(", "))
                    + ". Stop them, or say force: true to end their sessions. Nothing was dropped");
        }
        end.all();
        scope.note("ended " + sessions.size() + " sessions of " + database.label());
    }
}
