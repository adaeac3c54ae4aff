package dev.runbook.plugins.ssh;

import dev.runbook.engine.spi.Endpoint;
import java.util.HashMap;
import java.util.Map;

/** The tunnels of one host, one for each endpoint, kept until the end of the run. */
final class Tunnels implements AutoCloseable {
    private final Connector connector;
    private final Map<Endpoint, Tunnel> open = new HashMap<>();

    Tunnels(Connector connector) {
        this.connector = connector;
    }

    /** The near end of the tunnel to an endpoint; made on first use. */
    synchronized Endpoint to(Endpoint there) {
        Tunnel tunnel = open.get(there);
        if (tunnel == null) {
            tunnel = Tunnel.open(connector, there);
            open.put(there, tunnel);
        }
        return tunnel.near();
    }

    @Override
    public synchronized void close() {
        open.values().forEach(Tunnel::close);
        open.clear();
    }
}
