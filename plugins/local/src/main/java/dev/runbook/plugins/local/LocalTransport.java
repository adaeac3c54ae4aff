package dev.runbook.plugins.local;

import dev.runbook.engine.spi.Key;
import dev.runbook.engine.spi.Link;
import dev.runbook.engine.spi.TargetSpec;
import dev.runbook.engine.spi.Transport;
import java.util.List;
import java.util.function.Function;

/** Reaches the machine that the engine runs on, without a connection. */
public final class LocalTransport implements Transport {
    @Override
    public String name() {
        return "local";
    }

    @Override
    public List<Key> keys() {
        return List.of();
    }

    @Override
    public Link link(TargetSpec host, Function<String, Link> hosts) {
        return new LocalLink(host);
    }

    @Override
    public String server(TargetSpec host) {
        return "local";
    }
}
