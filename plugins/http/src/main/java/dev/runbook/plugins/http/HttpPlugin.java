package dev.runbook.plugins.http;

import dev.runbook.engine.spi.PluginWords;
import java.util.List;

/** Brings HTTP requests. */
public final class HttpPlugin implements PluginWords {
    @Override
    public String name() {
        return "http";
    }

    @Override
    public List<Class<?>> words() {
        return List.of(HttpEntry.class);
    }
}
