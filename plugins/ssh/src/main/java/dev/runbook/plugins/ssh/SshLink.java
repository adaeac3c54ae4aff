package dev.runbook.plugins.ssh;

import com.jcraft.jsch.ChannelExec;
import com.jcraft.jsch.JSchException;
import dev.runbook.engine.link.Attendance;
import dev.runbook.engine.link.Chunks;
import dev.runbook.engine.link.PidLine;
import dev.runbook.engine.link.ProcessTree;
import dev.runbook.engine.model.EffectFailed;
import dev.runbook.engine.model.OutcomeUnknown;
import dev.runbook.engine.spi.Command;
import dev.runbook.engine.spi.Endpoint;
import dev.runbook.engine.spi.Link;
import dev.runbook.engine.spi.Listener;
import dev.runbook.engine.spi.TargetSpec;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** A host at the other end of an SSH connection. */
final class SshLink implements Link {
    private static final int ATTEMPTS = 5;
    private static final long FOR_EVER = TimeUnit.DAYS.toNanos(10_000);

    private final TargetSpec host;
    private final Route route;
    private Destination destination;
    private Connector connector;
    private Connections connections;
    private Tunnels tunnels;

    SshLink(TargetSpec host, Route route) {
        this.host = host;
        this.route = route;
    }

    @Override
    public int run(Command command, Listener listener) throws InterruptedException {
        PidLine pid = new PidLine(listener);
        Command asked = new Command(pid.before(command.line()), command.stdin(), command.timeout());
        Chunks chunks = new Chunks();
        return run(asked, pid, chunks, () -> end(pid, chunks), false);
    }

    private int run(Command command, PidLine listener, Chunks chunks, Supplier<Optional<String>> ending, boolean urgent)
            throws InterruptedException {
        Running running = started(command, chunks, urgent);
        SshCommand started = new SshCommand(running.channel, running.shared, ending);
        new Attendance(place(), command, listener, chunks, started).untilItEnds();
        listener.end();
        return status(running.channel);
    }

    private Optional<String> end(PidLine line, Chunks chunks) {
        OptionalLong pid = line.awaited(chunks);
        return pid.isEmpty()
                ? Optional.of("the host never told its process id")
                : ProcessTree.end(pid.getAsLong(), host, this::runQuickly);
    }

    private int runQuickly(Command command, Listener listener) throws InterruptedException {
        return run(command, new PidLine(listener), new Chunks(), () -> Optional.of("it takes too long"), true);
    }

    private Running started(Command command, Chunks chunks, boolean urgent) throws InterruptedException {
        long wait =
                Optional.ofNullable(command.timeout()).map(Duration::toNanos).orElse(FOR_EVER);
        for (int attempt = 1; ; attempt++) {
            Connections.Shared shared = connections().take(wait, urgent);
            try {
                return new Running(shared, opened(shared, command.line(), chunks));
            } catch (Connection.NotOpened refused) {
                boolean others = again(shared, refused);
                if (!others || attempt == ATTEMPTS) {
                    throw new EffectFailed(
                            place() + ": the server opens no session (" + refused.getMessage()
                                    + "). Is MaxSessions 0, or the account not allowed to run commands? Nothing was sent.",
                            refused);
                }
            }
        }
    }

    private static boolean again(Connections.Shared shared, Connection.NotOpened refused) {
        if (refused.refused()) {
            return shared.full();
        }
        shared.connection().close();
        shared.giveBack();
        return true;
    }

    /** On another thread, since JSch swallows an interrupt while it waits; here it is kept until the command can be ended. */
    private ChannelExec opened(Connections.Shared shared, String line, Chunks chunks) throws Connection.NotOpened {
        CompletableFuture<ChannelExec> channel = new CompletableFuture<>();
        Workers.ALL.execute(() -> {
            try {
                channel.complete(shared.connection().exec(line, chunks));
            } catch (Connection.NotOpened | JSchException | RuntimeException | Error failure) {
                channel.completeExceptionally(failure);
            }
        });
        try {
            return channel.join();
        } catch (CompletionException failure) {
            if (failure.getCause() instanceof Connection.NotOpened refused) {
                throw refused;
            }
            shared.giveBack();
            throw unknown(failure.getCause());
        }
    }

    private int status(ChannelExec channel) {
        int status = channel.getExitStatus();
        if (status >= 0) {
            return status;
        }
        if (channel.getExitSignal() != null) {
            return Signals.status(channel.getExitSignal());
        }
        throw unknown(null);
    }

    private OutcomeUnknown unknown(Throwable cause) {
        return new OutcomeUnknown(
                place()
                        + ": the command was sent, but contact was lost before the server said how it ended. Nobody knows whether it ran to its end, or still runs:"
                        + " look on the host before it is run again, or marked as done.",
                cause);
    }

    @Override
    public String trust() {
        String key = connector().trusted();
        return key.isEmpty() ? "" : "known: " + key;
    }

    @Override
    public Endpoint tunnel(Endpoint there) {
        return tunnels().to(there);
    }

    @Override
    public String user() {
        return destination().user();
    }

    @Override
    public String place() {
        return destination().place();
    }

    /** For a host to which this one is the jump host, and for tunnels: connections of their own. */
    synchronized Connector connector() {
        if (connector == null) {
            connector = new Connector(destination(), server -> route.start(destination(), server));
        }
        return connector;
    }

    Route route() {
        return route;
    }

    synchronized Destination destination() {
        if (destination == null) {
            destination = route.destination(host);
        }
        return destination;
    }

    private synchronized Connections connections() {
        if (connections == null) {
            connections = new Connections(connector());
        }
        return connections;
    }

    private synchronized Tunnels tunnels() {
        if (tunnels == null) {
            tunnels = new Tunnels(connector());
        }
        return tunnels;
    }

    /** How many connections are open for commands. */
    int count() {
        return connections().count();
    }

    @Override
    public synchronized void close() {
        if (connections != null) {
            connections.close();
        }
        if (tunnels != null) {
            tunnels.close();
        }
    }

    private record Running(Connections.Shared shared, ChannelExec channel) {}
}
