package dev.runbook.plugins.ssh;

import dev.runbook.engine.spi.Endpoint;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A server, and all that must be known to log in there: the inventory's entry, completed by OpenSSH's configuration.
 *
 * @param where      the entry, for messages: {@code inventory.yaml:12}
 * @param server     the address to connect to
 * @param alias      the name to look up in {@code known_hosts} instead of the address ({@code HostKeyAlias})
 * @param knownHosts the files with the keys of servers; the first is the one to which a new line belongs
 * @param jump       the host of the inventory through which it is reached
 * @param proxyJump  the hosts of {@code ProxyJump}, first hop first; empty where the inventory's {@code jump} or nothing leads there
 */
record Destination(
        String where,
        String user,
        Endpoint server,
        Optional<String> alias,
        List<Path> knownHosts,
        Credentials credentials,
        Optional<String> jump,
        List<String> proxyJump,
        Timing timing) {

    /** How messages name it: {@code ssh ops@10.0.0.5:22}. */
    String place() {
        return "ssh " + user + "@" + server;
    }

    /** How long to wait for a connection, and how a silent one is found out. */
    record Timing(Duration connect, Duration aliveInterval, int aliveCount) {}
}
