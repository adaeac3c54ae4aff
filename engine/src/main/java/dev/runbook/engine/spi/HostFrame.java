package dev.runbook.engine.spi;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * What one {@code onHost} says about the words inside it.
 *
 * @param host the host's name in the inventory
 * @param as   the user to become, or null
 * @param dir  where commands start and relative paths begin, or null for the inventory's {@code dir}
 * @param env  environment of commands: data or {@link dev.runbook.engine.model.Secret} by name
 */
public record HostFrame(String host, String as, String dir, Map<String, Object> env) {
    public HostFrame {
        Objects.requireNonNull(host, "host");
        env = Collections.unmodifiableMap(new LinkedHashMap<>(env));
    }
}
