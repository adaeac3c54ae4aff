package dev.runbook.engine.spi;

import java.util.List;
import java.util.function.Function;

/** A way to reach hosts; found by {@link java.util.ServiceLoader}, chosen by {@code transport:} in the inventory. */
public interface Transport {
    /** {@code ssh}, {@code local}, … */
    String name();

    /** The inventory keys of a host that only this transport understands. */
    List<Key> keys();

    /**
     * A link to a host; nothing is opened before its first use.
     *
     * @param host  the inventory's entry
     * @param hosts gives the link of another host of the inventory by its name (a jump host)
     */
    Link link(TargetSpec host, Function<String, Link> hosts);

    /** What tells this server from every other as far as the inventory alone shows ({@code 10.0.0.5:22}): two names with one server are an error. */
    String server(TargetSpec host);
}
