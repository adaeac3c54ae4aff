package dev.runbook.plugins.ssh;

import com.jcraft.jsch.Proxy;
import dev.runbook.engine.spi.Endpoint;
import java.util.Optional;

/** How a connection to a server begins: straight, through a jump host's SSH, or through a tunnel of another transport. */
@FunctionalInterface
interface Way {
    /** What is needed for one connection. */
    Start start(Endpoint server);

    /** Where to connect to, and through what. */
    record Start(Endpoint near, Optional<Proxy> proxy) {}

    Way STRAIGHT = server -> new Start(server, Optional.empty());
}
