package dev.runbook.plugins.aws.ssm;

import dev.runbook.engine.link.Attendance;
import dev.runbook.engine.link.Chunks;
import dev.runbook.engine.model.EffectFailed;
import dev.runbook.engine.model.NotReached;
import dev.runbook.engine.model.RunbookException;
import dev.runbook.engine.spi.Command;
import dev.runbook.engine.spi.Endpoint;
import dev.runbook.engine.spi.Link;
import dev.runbook.engine.spi.Listener;
import dev.runbook.engine.spi.TargetSpec;
import dev.runbook.engine.spi.Timekeeper;
import dev.runbook.plugins.aws.account.Clients;
import dev.runbook.plugins.aws.account.Settings;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import software.amazon.awssdk.services.ssm.model.InstanceInformation;
import software.amazon.awssdk.services.ssm.model.InstanceInformationStringFilter;
import software.amazon.awssdk.services.ssm.model.PingStatus;
import software.amazon.awssdk.services.ssm.model.PlatformType;

/** Commands of a machine, run by the agent of Systems Manager on it. */
final class SsmLink implements Link {
    private final TargetSpec host;
    private final Timekeeper time;
    private Clients clients;
    private Depot depot;
    private Session session;
    private InstanceInformation found;

    SsmLink(TargetSpec host) {
        this(host, Timekeeper.SYSTEM);
    }

    SsmLink(TargetSpec host, Timekeeper time) {
        this.host = host;
        this.time = time;
    }

    @Override
    public int run(Command command, Listener listener) throws InterruptedException {
        Session current = session();
        Chunks chunks = new Chunks();
        HostCommand running = new HostCommand(current, command.line(), depot, chunks);
        new Attendance(place(), command, listener, chunks, running).untilItEnds();
        try {
            return running.status();
        } catch (NotReached lost) {
            forget(current);
            throw lost;
        }
    }

    private synchronized Session session() throws InterruptedException {
        if (session == null) {
            String instance = instance();
            clients = clients == null ? new Clients(settings("endpoint")) : clients;
            depot = depot == null ? Depot.of(host, settings("bucketEndpoint"), time) : depot;
            Exchange exchange = new Exchange(clients.ssm(), instance, place(), time);
            found = looked(exchange);
            session = Session.open(exchange, place());
        }
        return session;
    }

    /** What a host that was started anew has forgotten is made again. */
    private synchronized void forget(Session lost) {
        session = session == lost ? null : session;
    }

    private Settings settings(String endpoint) {
        return Settings.of(
                key -> host.text(key.equals("endpoint") ? endpoint : key).orElse(null),
                host.label() + " (" + host.where() + ")");
    }

    private String instance() {
        return host.text("instance")
                .orElseThrow(() -> RunbookException.invalid(host.label() + " (" + host.where()
                        + "): transport: ssm needs instance:, the id of the machine such as i-0123456789abcdef0"));
    }

    private InstanceInformation looked(Exchange exchange) throws InterruptedException {
        InstanceInformationStringFilter wanted = InstanceInformationStringFilter.builder()
                .key("InstanceIds")
                .values(instance())
                .build();
        List<InstanceInformation> all = exchange.called(
                        "ssm:DescribeInstanceInformation",
                        new AtomicBoolean(),
                        () -> clients.ssm().describeInstanceInformation(ask -> ask.filters(wanted)))
                .instanceInformationList();
        if (all.isEmpty()) {
            throw new EffectFailed(
                    place()
                            + ": expected an instance that is registered with Systems Manager in "
                            + clients.region().id()
                            + ", found none of this id. Nothing was sent. Check instance:, region: and profile: of the inventory, that amazon-ssm-agent runs there, and that its role has AmazonSSMManagedInstanceCore");
        }
        InstanceInformation one = all.get(0);
        if (one.platformType() == PlatformType.WINDOWS) {
            throw new EffectFailed(place() + ": expected a host with a POSIX shell, found Windows. Nothing was sent.");
        }
        if (one.pingStatus() != PingStatus.ONLINE) {
            throw new NotReached(
                    place() + ": its agent is " + one.pingStatusAsString() + ", heard last at " + one.lastPingDateTime()
                            + ". Nothing was sent. Is the instance up, and its amazon-ssm-agent?",
                    null);
        }
        return one;
    }

    @Override
    public Endpoint tunnel(Endpoint there) {
        throw new EffectFailed(place() + ": there are no tunnels through Systems Manager, so nothing reaches " + there
                + " via: this host. Reach it through a host with ssh, or run a client on this one with sh or probe.");
    }

    /** The agent's own, most often root. */
    @Override
    public String user() {
        try {
            return session().user();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new EffectFailed(place() + ": interrupted before anything was sent");
        }
    }

    @Override
    public String place() {
        return "ssm " + host.text("instance").orElse(host.name());
    }

    @Override
    public synchronized String trust() {
        return found == null
                ? ""
                : "registered with Systems Manager, agent " + found.agentVersion() + " "
                        + found.pingStatusAsString().toLowerCase(java.util.Locale.ROOT);
    }

    @Override
    public synchronized void close() {
        try {
            if (session != null) {
                session.close();
            }
        } catch (RunbookException unreachable) {
            // A later session on that host removes what is left.
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        } finally {
            session = null;
            if (depot != null) {
                depot.close();
            }
            if (clients != null) {
                clients.close();
            }
        }
    }
}
