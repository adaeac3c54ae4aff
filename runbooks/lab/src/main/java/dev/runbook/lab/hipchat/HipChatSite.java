package dev.runbook.lab.hipchat;

import dev.runbook.lab.product.NodeConfig;
import dev.runbook.lab.server.HostFolder;
import dev.runbook.lab.server.NameServer;
import dev.runbook.lab.server.PostgresCluster;
import dev.runbook.lab.server.RedisServer;
import dev.runbook.lab.server.Site;
import dev.runbook.lab.server.SqlScript;
import dev.runbook.lab.server.SshHost;
import dev.runbook.lab.server.SshKeys;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/** The old server and the new one, running. */
public final class HipChatSite extends Site {
    private static final String USER = "hipchat";
    /** Where the name leads before the move: a machine that nobody can reach. */
    private static final String OLD_ADDRESS = "192.0.2.1";
    /** Not the vendor's default, "hipchat": as a secret that word would be masked wherever it stands, the command's name included. */
    private static final String REDIS_PASSWORD = "laboratory-redis";

    private final Sizes sizes;
    private SshHost source;
    private SshHost destination;
    private SshHost secondNode;
    private NameServer names;
    private PostgresCluster old;
    private PostgresCluster fresh;
    private RedisServer redis;
    private WebFront web;
    private Path inventory;
    private People people;

    private HipChatSite(Path folder, Sizes sizes) {
        super(folder);
        this.sizes = sizes;
    }

    /** Starts everything, or nothing. */
    public static HipChatSite start(Path folder, Sizes sizes, Consumer<String> say) {
        HipChatSite site = new HipChatSite(folder, sizes);
        site.begin(() -> {
            site.startServers(say);
            site.fill(say);
        });
        return site;
    }

    private void startServers(Consumer<String> say)
            throws IOException, GeneralSecurityException, ExecutionException, InterruptedException {
        say.accept("starting two PostgreSQL servers, Redis, a name server and three SSH hosts on free ports");
        ExecutorService helpers = Executors.newFixedThreadPool(2);
        try {
            Future<PostgresCluster> olds = helpers.submit(() -> postgres("source", USER, USER));
            Future<PostgresCluster> news = helpers.submit(() -> postgres("destination", USER, USER));
            redis = closing(RedisServer.start(folder().resolve("redis"), mark(), REDIS_PASSWORD));
            SshKeys keys = SshKeys.create(folder().resolve("keys"));
            source = host("source", keys);
            destination = host("destination", keys);
            secondNode = host("node2", keys);
            names = closing(NameServer.start());
            names.lead(LabInventory.FQDN, OLD_ADDRESS);
            old = olds.get();
            fresh = news.get();
            web = closing(WebFront.start(destination.folder(), fresh));
            inventory = new LabInventory(folder(), keys).write(this);
        } finally {
            helpers.shutdown();
        }
    }

    private SshHost host(String name, SshKeys keys) throws IOException, GeneralSecurityException {
        return closing(SshHost.start(HostFolder.create(folder().resolve(name), mark(), USER), keys));
    }

    private void fill(Consumer<String> say) throws IOException, SQLException {
        say.accept("filling the old server: %,d users, %,d rooms, %,d messages, %,d attachments"
                .formatted(sizes.users(), sizes.rooms(), sizes.messages(), sizes.files() + sizes.poison()));
        Path store = source.folder().root().resolve(Machines.FILE_STORE);
        Path share = destination.folder().root().resolve(Machines.FILE_SHARE);
        try (Connection database = old.connect()) {
            new SourceData(sizes, store).fill(database);
        }
        try (Connection database = fresh.connect()) {
            SqlScript.run(database, HipChatSite.class, "destination.sql", Map.of());
        }
        Machines.common(source.folder(), Machines.OLD_RELEASE, config(store, old, null));
        for (SshHost node : List.of(destination, secondNode)) {
            Path mounted = node.folder().root().resolve(Machines.FILE_SHARE);
            Machines.common(node.folder(), Machines.NEW_RELEASE, config(mounted, fresh, redis));
            Machines.node(node.folder());
            Machines.share(node.folder(), share);
        }
        Chatter chatter = closing(Chatter.start(old, sizes.chatEvery()));
        people = new People(
                source.folder(),
                List.of(destination.folder(), secondNode.folder()),
                chatter,
                names,
                URI.create("http://127.0.0.1:" + web.port() + "/setup"));
    }

    private NodeConfig config(Path storage, PostgresCluster database, RedisServer counter) {
        return new NodeConfig(
                storage.toString(),
                counter == null ? null : "127.0.0.1:" + counter.port(),
                counter == null ? null : counter.password(),
                "127.0.0.1:" + database.port(),
                USER,
                database.user(),
                database.password(),
                sizes.pace());
    }

    @Override
    public Path inventory() {
        return inventory;
    }

    @Override
    public void people(String step, Consumer<String> say) {
        people.act(step, say);
    }

    public SshHost source() {
        return source;
    }

    public SshHost destination() {
        return destination;
    }

    /** The other node of the new server, which has the share of {@link #destination} and no pages. */
    public SshHost secondNode() {
        return secondNode;
    }

    /** Where names lead. */
    public NameServer names() {
        return names;
    }

    /** The old server's database. */
    public PostgresCluster oldDatabase() {
        return old;
    }

    /** The new server's database. */
    public PostgresCluster newDatabase() {
        return fresh;
    }

    public RedisServer redis() {
        return redis;
    }

    /** Where the new server's pages are, by its address. */
    public URI web() {
        return URI.create("http://127.0.0.1:" + web.port() + "/");
    }
}
