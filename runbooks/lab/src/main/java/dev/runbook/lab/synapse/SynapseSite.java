package dev.runbook.lab.synapse;

import dev.runbook.lab.kubernetes.Tls;
import dev.runbook.lab.server.ClientTools;
import dev.runbook.lab.server.HostFolder;
import dev.runbook.lab.server.InventoryParts;
import dev.runbook.lab.server.PostgresCluster;
import dev.runbook.lab.server.Site;
import dev.runbook.lab.server.SqlScript;
import dev.runbook.lab.server.SshHost;
import dev.runbook.lab.server.SshKeys;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
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
    /** What somebody sends while the people decide: it is in no pre-sync. */
    public static final String LATE = "latepicture";

    static final String SERVER_NAME = "example.org";
    static final String VERSION = "1.159.0";
    static final int SCHEMA = 94;
    static final String PROBE_PASSWORD = "a pass phrase of the probe";
    static final String GUEST = "@17:example.org";

    private static final String DATABASE = "synapse";
    private final Sizes sizes;
    private Scene scene;
    private SshHost old;
    private SshHost machine;
    private PostgresCluster source;
    private PostgresCluster target;
    private Database oldDatabase;
    private Homeserver synapse;
    private Ess ess;
    private Tls tls;
    private MailServer mail;
    private SshKeys keys;
    private Path inventory;

    private SynapseSite(Path folder, Sizes sizes) {
        super(folder);
        this.sizes = sizes;
        this.scene = sizes.scene();
    }

    /** Starts everything, or nothing. */
    public static SynapseSite start(Path folder, Sizes sizes, Consumer<String> say) {
        ClientTools.need();
        if (sizes.scene().sqlite()) {
            SqliteDatabase.need();
        }
        SynapseSite site = new SynapseSite(folder, sizes);
        site.begin(() -> {
            site.startServers(say);
            site.fill(say);
        });
        return site;
    }

    private void startServers(Consumer<String> say)
            throws IOException, GeneralSecurityException, InterruptedException, SQLException {
        say.accept("starting two PostgreSQL servers, SSH hosts and a Kubernetes API on free ports");
        source = postgres("source", DATABASE, DATABASE);
        target = postgres("target", DATABASE, DATABASE);
        keys = SshKeys.create(folder().resolve("keys"));
        old = closing(SshHost.start(HostFolder.create(folder().resolve("old"), mark(), DATABASE), keys));
        machine = closing(SshHost.start(HostFolder.create(folder().resolve("machine"), mark(), "admin"), keys));
        machine.folder().sudo();
        OldServer.ports(old.folder(), source);
        mail = closing(MailServer.start());
        tls = Tls.create(folder().resolve("tls"));
    }

    private void fill(Consumer<String> say) throws IOException, SQLException {
        say.accept("filling the old server: %,d users, %,d rooms, %,d events, %,d media"
                .formatted(sizes.of("users"), sizes.of("rooms"), sizes.of("events"), sizes.of("media")));
        HostFolder host = old.folder();
        OldServer.install(host, scene, mail.port());
        fillOld(host);
        try (Connection database = target.connect()) {
            SqlScript.run(database, SynapseSite.class, "synapse.sql", Map.of());
            SqlScript.run(database, SynapseSite.class, "fresh.sql", Map.of());
        }
        synapse = closing(OldServer.synapse(host, oldDatabase, scene, mail.port()));
        String refusal = synapse.up();
        if (refusal != null) {
            throw new IOException("the old server does not start: " + refusal);
        }
        Path bucket = scene.s3() ? OldServer.bucket(host) : null;
        ess = closing(Ess.start(folder().resolve("ess"), tls, mark(), target, Edition.of(scene), bucket, mail.port()));
        inventory = new SynapseInventory(new InventoryParts(folder(), keys), scene)
                .write(old, machine, source, target, synapse, ess, mail);
        ess.install();
        ess.awaitStart();
    }

    private void fillOld(HostFolder host) throws IOException, SQLException {
        try (Connection database = source.connect()) {
            SqlScript.run(database, SynapseSite.class, "synapse.sql", Map.of());
            SqlScript.run(database, SynapseSite.class, "source.sql", sizes.numbers());
            Media.fill(database, OldServer.media(host), sizes);
            addPeople(database);
        }
        oldDatabase = new PostgresDatabase(source);
        if (scene.s3()) {
            Media.toBucket(OldServer.media(host), OldServer.bucket(host));
        }
        if (scene.sqlite()) {
            new SqliteSource(host, source).make(SqlScript.text(SynapseSite.class, "synapse.sql"));
            oldDatabase = new SqliteDatabase(host, OldServer.sqlite(host));
        }
    }

    /** Both sides as they were before any move, the scene perhaps another. */
    public void renew(Scene other) throws IOException, SQLException {
        ess.close();
        synapse.close();
        scene = other;
        Wiped.folder(folder().resolve("ess"));
        for (String each : new String[] {"media_store", "work", "etc/conf.d", "s3", "s3tool"}) {
            Wiped.folder(old.folder().root().resolve(each));
        }
        for (PostgresCluster each : List.of(source, target)) {
            new PostgresDatabase(each).texts("drop schema public cascade; create schema public");
        }
        fill(line -> {});
    }

    private static void addPeople(Connection database) throws SQLException {
        try (PreparedStatement insert = database.prepareStatement(
                "insert into users (name, password_hash, creation_ts, is_guest) values (?, ?, 1700000000, ?)")) {
            insert.setString(1, "@movecheck:example.org");
            insert.setString(2, Secrets.hash(PROBE_PASSWORD, OldServer.PEPPER));
            insert.setInt(3, 0);
            insert.execute();
            insert.setString(1, GUEST);
            insert.setString(2, null);
            insert.setInt(3, 1);
            insert.execute();
        }
        try (PreparedStatement insert = database.prepareStatement(
                "insert into user_directory select name, null, 'Person', null from users where name like '@movecheck:%'")) {
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
        if (name.contains("carries keys")) {
            ess.upgrade();
            say.accept("the platform team gave ESS what is in secret " + Values.CARRIED);
        } else if (name.contains("open federation")) {
            ess.federates(true);
            say.accept("the platform team opened federation");
        } else if (name.contains("go or no-go")) {
            upload();
            say.accept("while they decide, a user sends a picture");
        } else {
            say.accept("nothing to do in the laboratory for: " + step);
        }
    }

    private void upload() {
        try {
            Media.add(oldDatabase, OldServer.media(old.folder()), LATE, "late".getBytes(StandardCharsets.UTF_8));
        } catch (SQLException | IOException failure) {
            throw new IllegalStateException("the laboratory's user cannot upload: " + failure.getMessage(), failure);
        }
    }

    /** Starts the old Synapse anew on its configuration as it is now. */
    public void restart() {
        synapse.up();
    }

    /** Of a guest of the old server as it is configured now. */
    public String guestToken() {
        return Secrets.guest(GUEST, synapse.answers().carried().macaroon());
    }

    /** Whether the old server answers. */
    public boolean oldAnswers() {
        return synapse.answers() != null;
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
