package dev.runbook.plugins.postgres.client;

import dev.runbook.engine.model.EffectFailed;
import dev.runbook.engine.spi.StepScope;
import dev.runbook.engine.spi.TargetSpec;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A database that is dropped and made again. What it was is on the disk before it is dropped: an attempt that died in between can still make it again.
 *
 * @param name of the database on its server
 */
public record Dropped(StepScope scope, String word, TargetSpec database, String name) {
    /** What it is, or was before an earlier attempt dropped it. */
    public Map<String, Object> was(Map<String, Object> found) {
        if (!found.isEmpty()) {
            scope.remember(key(), found);
            return found;
        }
        if (scope.remembered(key()) instanceof Map<?, ?> earlier) {
            Map<String, Object> was = new LinkedHashMap<>();
            earlier.forEach((key, value) -> was.put(String.valueOf(key), value));
            return was;
        }
        throw new EffectFailed(word + ": there is no database '" + name + "' on the server of " + database.label()
                + " (" + database.where() + "); create it first");
    }

    private String key() {
        return "database " + name + " as it was";
    }
}
