package dev.runbook.plugins.redis;

import dev.runbook.engine.model.RunbookException;
import dev.runbook.engine.spi.Endpoint;
import dev.runbook.engine.spi.TargetSpec;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A Redis server of the inventory.
 *
 * @param spec     its entry
 * @param endpoint where it listens, as the host in {@code via:} sees it
 */
record RedisTarget(TargetSpec spec, Endpoint endpoint) {
    /** The kind of target. */
    static final String KIND = "redis";

    private static final int PORT = 6379;
    private static final Pattern ADDRESS =
            Pattern.compile("(?:\\[([0-9A-Fa-f:.%]+)]|([^\\s:/@\\[\\]]+))(?::(\\d{1,5}))?");

    static RedisTarget of(TargetSpec spec) {
        String address = spec.text("address").orElse("");
        Matcher parts = ADDRESS.matcher(address.strip());
        if (!parts.matches() || parts.group(3) != null && Integer.parseInt(parts.group(3)) > 65_535) {
            throw RunbookException.invalid(spec.label() + " (" + spec.where() + "): expected address: HOST:PORT"
                    + (address.contains("@")
                            ? ", with user and password under keys of their own."
                            : ", found '" + address + "'."));
        }
        String host = parts.group(1) == null ? parts.group(2) : parts.group(1);
        return new RedisTarget(
                spec, new Endpoint(host, parts.group(3) == null ? PORT : Integer.parseInt(parts.group(3))));
    }

    String name() {
        return spec.name();
    }

    int database() {
        return spec.number("database").orElse(0);
    }

    /** For messages: {@code redis 'destination' (10.0.0.7:6379)}. */
    String label() {
        return spec.label() + " (" + endpoint + (database() == 0 ? "" : ", database " + database()) + ")";
    }
}
