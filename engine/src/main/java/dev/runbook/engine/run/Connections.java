package dev.runbook.engine.run;

import dev.runbook.engine.spi.Endpoint;
import dev.runbook.engine.spi.Hosts;
import dev.runbook.engine.spi.Link;
import dev.runbook.engine.spi.TargetSpec;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** What stays open as long as a run: links to hosts, clients of servers. Closed newest first. */
public final class Connections implements Hosts, AutoCloseable {
    private final World world;
    private final Map<String, AutoCloseable> open = new LinkedHashMap<>();

    public Connections(World world) {
        this.world = world;
    }

    @Override
    public TargetSpec target(String kind, String name) {
        return world.target(kind, name);
    }

    @Override
    public Link link(String host) {
        return shared("link " + host, Link.class, () -> world.open(host));
    }

    Endpoint reach(Endpoint there, String via) {
        return via == null ? there : link(via).tunnel(there);
    }

    <C extends AutoCloseable> C shared(String key, Class<C> type, Supplier<C> opener) {
        synchronized (open) {
            AutoCloseable known = open.get(key);
            if (known != null) {
                return type.cast(known);
            }
        }
        C fresh = opener.get();
        synchronized (open) {
            AutoCloseable earlier = open.putIfAbsent(key, fresh);
            if (earlier == null) {
                return fresh;
            }
            quietly(fresh);
            return type.cast(earlier);
        }
    }

    @Override
    public void close() {
        List<AutoCloseable> all;
        synchronized (open) {
            all = new ArrayList<>(open.values());
            open.clear();
        }
        Collections.reverse(all);
        all.forEach(Connections::quietly);
    }

    private static void quietly(AutoCloseable resource) {
        try {
            resource.close();
        } catch (Exception alreadyGone) {
            // a connection that cannot be closed any more is closed
        }
    }
}
