package dev.runbook.plugins.ssh;

import com.jcraft.jsch.JSch;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.Session;
import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeException;
import dev.failsafe.RetryPolicy;
import dev.runbook.engine.model.EffectFailed;
import dev.runbook.engine.spi.Endpoint;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/** Opens connections to one destination and logs in there; a server that is too busy to answer is asked again. */
final class Connector {
    private static final Duration FIRST_DELAY = Duration.ofMillis(200);
    private static final Duration LONGEST_DELAY = Duration.ofSeconds(3);
    private static final int RETRIES = 5;
    private static final int AT_ONCE = 4;

    /** {@code sshd} hangs up before its greeting when {@code MaxStartups} others are just logging in. */
    private static final RetryPolicy<Connection> BUSY = RetryPolicy.<Connection>builder()
            .handleIf(failure -> failure instanceof JSchException && ConnectFailure.hungUp(failure))
            .withBackoff(FIRST_DELAY, LONGEST_DELAY)
            .withJitter(0.25)
            .withMaxRetries(RETRIES)
            .build();

    private final Destination to;
    private final Way way;
    private final Semaphore logins = new Semaphore(AT_ONCE);
    private volatile String trusted = "";

    Connector(Destination to, Way way) {
        this.to = to;
        this.way = way;
    }

    Destination to() {
        return to;
    }

    /** The server's key, once somebody was logged in. */
    String trusted() {
        return trusted;
    }

    /** Blocks until somebody is logged in; every failure is an {@link EffectFailed} that says what to do. */
    Connection open() {
        logins.acquireUninterruptibly();
        try {
            Connection connection = opened();
            trusted = connection.key();
            return connection;
        } finally {
            logins.release();
        }
    }

    private Connection opened() {
        KnownHosts known = new KnownHosts(to.knownHosts());
        Keyring keys = new Keyring(to);
        try {
            return Failsafe.with(BUSY).get(() -> attempt(known, keys));
        } catch (FailsafeException failure) {
            Throwable cause = failure.getCause();
            Optional<KnownHosts.Refusal> refusal = known.refusal();
            if (refusal.isPresent()) {
                throw HostKeyRefusal.of(to, known, refusal.get(), failure);
            }
            throw ConnectFailure.of(to, keys, cause);
        }
    }

    private Connection attempt(KnownHosts known, Keyring keys) throws JSchException {
        Way.Start start = way.start(to.server());
        Endpoint near = start.near();
        JSch jsch = new JSch();
        Session session = jsch.getSession(to.user(), near.host(), near.port());
        session.setHostKeyRepository(known);
        session.setIdentityRepository(keys);
        session.setHostKeyAlias(to.alias().orElseGet(() -> name(to.server())));
        session.setConfig("StrictHostKeyChecking", "yes");
        session.setConfig("prefer_known_host_key_types", "yes");
        session.setConfig(
                "PreferredAuthentications",
                "publickey" + (to.credentials().password().isPresent() ? ",keyboard-interactive,password" : ""));
        to.credentials()
                .password()
                .ifPresent(password -> session.setPassword(password.reveal().getBytes(StandardCharsets.UTF_8)));
        session.setDaemonThread(true);
        start.proxy().ifPresent(session::setProxy);
        session.setServerAliveInterval((int) to.timing().aliveInterval().toMillis());
        session.setServerAliveCountMax(to.timing().aliveCount());
        session.connect((int) to.timing().connect().toMillis());
        return new Connection(session);
    }

    /** A server's name in {@code known_hosts}; with an alias JSch adds no port of its own, so that a way through a tunnel gives the same name. */
    private static String name(Endpoint server) {
        return server.port() == Destinations.PORT ? server.host() : "[" + server.host() + "]:" + server.port();
    }
}
