package dev.runbook.plugins.ssh;

import dev.runbook.engine.model.Secret;
import dev.runbook.engine.spi.Endpoint;
import dev.runbook.engine.spi.Key;
import dev.runbook.engine.spi.Link;
import dev.runbook.engine.spi.TargetSpec;
import dev.runbook.engine.spi.Transport;
import java.util.List;
import java.util.function.Function;

/** Reaches hosts by SSH, as the person who runs the engine would with {@code ssh}. */
public final class SshTransport implements Transport {
    private final Home home;

    /** With the files and the agent of the person who runs the engine. */
    public SshTransport() {
        this(Home.ofThisProcess());
    }

    SshTransport(Home home) {
        this.home = home;
    }

    @Override
    public String name() {
        return "ssh";
    }

    @Override
    public List<Key> keys() {
        return List.of(
                Key.of("password", Secret.class, "the password of the user, for a server that takes no key"),
                Key.of("passphrase", Secret.class, "opens the private key that 'key' names, or ssh's default keys"));
    }

    @Override
    public Link link(TargetSpec host, Function<String, Link> hosts) {
        return new SshLink(host, new Route(new Destinations(home), hosts));
    }

    @Override
    public String server(TargetSpec host) {
        Address address = Destinations.address(host);
        int port = address.port().or(() -> host.number("port")).orElse(Destinations.PORT);
        String through = host.text("jump").map(jump -> " through " + jump).orElse("");
        return new Endpoint(address.host().toLowerCase(java.util.Locale.ROOT), port) + through;
    }
}
