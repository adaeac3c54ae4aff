package dev.runbook.plugins.postgres;

import dev.runbook.engine.spi.PluginWords;
import java.util.List;

/** Brings the words on whole databases. */
public final class PostgresPlugin implements PluginWords {
    @Override
    public String name() {
        return "postgres";
    }

    @Override
    public List<Class<?>> words() {
        return List.of(PostgresEntry.class);
    }
}
