package dev.runbook.lab.synapse;

import dev.runbook.lab.kubernetes.Tls;
import dev.runbook.lab.server.ClientTools;
import dev.runbook.lab.server.HostFolder;
import dev.runbook.lab.server.PostgresCluster;
import dev.runbook.lab.server.Site;
import dev.runbook.lab.server.SqlScript;
import dev.runbook.lab.server.SshHost;
import dev.runbook.lab.server.SshKeys;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/** The old homeserver and Element Server Suite, running. */
public final class SynapseSite extends Site {
    static final String SERVER_NAME = "example.org";
    static final String VERSION = "1.159.0";
    static final int SCHEMA = 94;
    static final String PROBE_PASSWORD = "a pass phrase of the probe";

    private static final String DATABASE = "synapse";
    private final Sizes sizes;
    private SshHost old;
    private PostgresCluster source;
    private PostgresCluster target;
    private Homeserver synapse;
    private Ess ess;
    private Tls tls;
    private SynapseInventory places;
    private Path inventory;

    private SynapseSite(Path folder, Sizes sizes) {
        super(folder);
        this.sizes = sizes;
    }

    /** Starts everything, or nothing. */
    public static SynapseSite start(Path folder, Sizes sizes, Consumer<String> say) {
        ClientTools.need();
        SynapseSite site = new SynapseSite(folder, sizes);
        site.begin(() -> {
            site.startServers(say);
            site.fill(say);
        });
        return site;
    }

    private void startServers(Consumer<String> say)
            throws IOException, GeneralSecurityException, InterruptedException, SQLException {
        say.accept("starting two PostgreSQL servers, an SSH host and a Kubernetes API on free ports");
        source = postgres("source", DATABASE, DATABASE);
        target = postgres("target", DATABASE, DATABASE);
        SshKeys keys = SshKeys.create(folder().resolve("keys"));
        HostFolder host = HostFolder.create(folder().resolve("old"), mark(), DATABASE);
        OldServer.install(host);
        OldServer.ports(host, source);
        old = closing(SshHost.start(host, keys));
        synapse = closing(OldServer.synapse(host, source));
        tls = Tls.create(folder().resolve("tls"));
        places = new SynapseInventory(folder(), keys);
    }

    private void fill(Consumer<String> say) throws IOException, SQLException {
        say.accept("filling the old server: %,d users, %,d rooms, %,d events, %,d media"
                .formatted(sizes.of("users"), sizes.of("rooms"), sizes.of("events"), sizes.of("media")));
        try (Connection database = source.connect()) {
            SqlScript.run(database, SynapseSite.class, "synapse.sql", Map.of());
            SqlScript.run(database, SynapseSite.class, "source.sql", sizes.numbers());
            Media.fill(database, OldServer.media(old.folder()), sizes);
            addProbe(database);
        }
        try (Connection database = target.connect()) {
            SqlScript.run(database, SynapseSite.class, "synapse.sql", Map.of());
            SqlScript.run(database, SynapseSite.class, "fresh.sql", Map.of());
        }
        String refusal = synapse.up();
        if (refusal != null) {
            throw new IOException("the old server does not start: " + refusal);
        }
        ess = closing(Ess.start(folder().resolve("ess"), tls, mark(), target));
        inventory = places.write(old, source, target, synapse, ess);
        ess.install();
        ess.awaitStart();
    }

    /** Both sides as they were before any move. */
    public void renew() throws IOException, SQLException {
        ess.close();
        Wiped.folder(folder().resolve("ess"));
        Wiped.folder(OldServer.media(old.folder()));
        Wiped.folder(old.folder().root().resolve("work"));
        OldServer.install(old.folder());
        for (PostgresCluster each : List.of(source, target)) {
            new Database(each).texts("drop schema public cascade; create schema public");
        }
        fill(line -> {});
    }

    private static void addProbe(Connection database) throws SQLException {
        try (PreparedStatement insert = database.prepareStatement(
                "insert into users (name, password_hash, creation_ts) values ('@movecheck:example.org', ?, 1700000000)")) {
            insert.setString(1, Homeserver.hash(PROBE_PASSWORD, OldServer.PEPPER));
            insert.execute();
        }
    }

    @Override
    public Path inventory() {
        return inventory;
    }

    @Override
    public void people(String step, Consumer<String> say) {
        String name = step.toLowerCase(Locale.ROOT);
        if (name.contains("values.yaml")) {
            ess.upgrade();
            say.accept("the platform team put secret " + Ess.CARRIED + " into values.yaml, and ran helm upgrade");
        } else {
            say.accept("nothing to do in the laboratory for: " + step);
        }
    }

    /** An upload of a user, while the old server runs. */
    public void upload(String id) throws IOException, SQLException {
        try (Connection database = source.connect()) {
            Media.add(
                    database, OldServer.media(old.folder()), id, id.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        }
    }

    public SshHost old() {
        return old;
    }

    public PostgresCluster source() {
        return source;
    }

    public PostgresCluster target() {
        return target;
    }

    public Ess ess() {
        return ess;
    }
}
