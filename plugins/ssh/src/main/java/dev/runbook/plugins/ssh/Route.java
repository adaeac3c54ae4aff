package dev.runbook.plugins.ssh;

import dev.runbook.engine.model.RunbookException;
import dev.runbook.engine.spi.Endpoint;
import dev.runbook.engine.spi.Link;
import dev.runbook.engine.spi.TargetSpec;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Which host stands before which: the inventory's {@code jump}, or {@code ProxyJump}; found out when the first connection is opened. */
final class Route {
    private final Destinations destinations;
    private final Function<String, Link> hosts;
    private final Optional<SshLink> before;

    Route(Destinations destinations, Function<String, Link> hosts) {
        this(destinations, hosts, Optional.empty());
    }

    private Route(Destinations destinations, Function<String, Link> hosts, Optional<SshLink> before) {
        this.destinations = destinations;
        this.hosts = hosts;
        this.before = before;
    }

    Destination destination(TargetSpec host) {
        return destinations.of(host);
    }

    /** How a connection to {@code to} begins. */
    Way.Start start(Destination to, Endpoint server) {
        Optional<Link> jump = jump(to);
        if (jump.isEmpty()) {
            return Way.STRAIGHT.start(server);
        }
        if (jump.get() instanceof SshLink ssh) {
            noCircle(to, ssh);
            return new Way.Start(server, Optional.of(new JumpProxy(ssh.connector())));
        }
        return Way.STRAIGHT.start(jump.get().tunnel(server));
    }

    private Optional<Link> jump(Destination to) {
        if (before.isPresent()) {
            return Optional.of(before.get());
        }
        if (to.jump().isPresent()) {
            return to.jump().map(hosts);
        }
        Optional<SshLink> hop = Optional.empty();
        for (String written : to.proxyJump()) {
            Address address = Address.parse(written, to.where() + ", ProxyJump");
            TargetSpec spec = new TargetSpec(
                    "host",
                    address.host(),
                    Map.of("address", written.strip()),
                    to.where() + ", ProxyJump " + written,
                    "write");
            hop = Optional.of(new SshLink(spec, new Route(destinations, hosts, hop)));
        }
        return hop.map(Link.class::cast);
    }

    private static void noCircle(Destination to, SshLink first) {
        Set<Endpoint> passed = new LinkedHashSet<>(Set.of(to.server()));
        Optional<Link> next = Optional.of(first);
        while (next.isPresent() && next.get() instanceof SshLink ssh) {
            if (!passed.add(ssh.destination().server())) {
                throw RunbookException.invalid(to.where() + ": the jump hosts of " + to.place() + " form a circle: "
                        + passed + " and again " + ssh.destination().server());
            }
            next = ssh.route().jump(ssh.destination());
        }
    }
}
