package dev.runbook.engine.spi;

/** A TCP address: a host name or address, and a port. */
public record Endpoint(String host, int port) {
    @Override
    public String toString() {
        return host.contains(":") ? "[" + host + "]:" + port : host + ":" + port;
    }
}
