package dev.runbook.lab.mattermost;

import dev.runbook.lab.mattermost.mmctl.Door;
import dev.runbook.lab.mattermost.product.Accounts;
import dev.runbook.lab.mattermost.product.Release;
import dev.runbook.lab.mattermost.product.Schema;
import dev.runbook.lab.server.HostFolder;
import dev.runbook.lab.server.InventoryParts;
import dev.runbook.lab.server.Ports;
import dev.runbook.lab.server.PostgresCluster;
import dev.runbook.lab.server.Site;
import dev.runbook.lab.server.SshHost;
import dev.runbook.lab.server.SshKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/** A server of one's own, which can be reached by SSH, and a workspace of the vendor's cloud, which has an API and a Support. One of the two is full. */
public final class CloudSite extends Site {
    /** Administrates whichever of the two is empty. */
    static final String NEWCOMER = "localadmin";

    /** Of the cloud's administrator. */
    static final String TOKEN = "laboratory-cloud-token";

    /** The release of {@code mmctl} on both machines. */
    public static final String MMCTL = "11.4.0";

    private static final String USER = "mattermost";
    private static final String DATABASE = "mattermost";
    private static final String ROLE = "mmuser";

    private final Sizes sizes;
    private final boolean fromCloud;
    private SshHost server;
    private HostFolder cloud;
    private PostgresCluster ownDatabase;
    private PostgresCluster cloudDatabase;
    private CloudInventory inventory;
    private Path inventoryFile;
    private Support support;

    private CloudSite(Path folder, Sizes sizes, boolean fromCloud) {
        super(folder);
        this.sizes = sizes;
        this.fromCloud = fromCloud;
    }

    /** Starts everything, or nothing. */
    public static CloudSite start(Path folder, Sizes sizes, boolean fromCloud, Consumer<String> say) {
        CloudSite site = new CloudSite(folder, sizes, fromCloud);
        site.begin(() -> {
            site.startServers(say);
            site.install(say);
        });
        return site;
    }

    private void startServers(Consumer<String> say)
            throws IOException, GeneralSecurityException, ExecutionException, InterruptedException, SQLException {
        say.accept("starting two PostgreSQL servers, an SSH host and a workspace on free ports");
        ExecutorService helper = Executors.newSingleThreadExecutor();
        try {
            Future<PostgresCluster> other = helper.submit(() -> postgres("cloud", DATABASE, ROLE));
            SshKeys keys = SshKeys.create(folder().resolve("keys"));
            server = closing(SshHost.start(HostFolder.create(folder().resolve("server"), mark(), USER), keys));
            cloud = HostFolder.create(folder().resolve("cloud"), mark(), USER);
            closing(Door.open(server.folder(), MMCTL));
            closing(Door.open(cloud, MMCTL));
            ownDatabase = postgres("server", DATABASE, ROLE);
            cloudDatabase = other.get();
            inventory = new CloudInventory(new InventoryParts(folder(), keys), Ports.free(), Ports.free());
            inventoryFile = inventory.write(server, ownDatabase, fromCloud);
            Bucket bucket = closing(Bucket.open(server.folder().root().resolve(Support.BUCKET)));
            support = new Support(server.folder(), cloud, bucket);
        } finally {
            helper.shutdown();
        }
    }

    private void install(Consumer<String> say) throws IOException, SQLException, InterruptedException {
        say.accept("filling the %s: %,d users, %,d posts, %,d attachments"
                .formatted(fromCloud ? "workspace" : "server", sizes.users(), sizes.posts(), sizes.files()));
        support.install();
        install(server.folder(), ownDatabase, !fromCloud, inventory.ownPort());
        install(cloud, cloudDatabase, fromCloud, inventory.cloudPort());
        Machines.run(server.folder(), "systemctl start mattermost");
        Machines.run(cloud, "systemctl start mattermost");
    }

    private void install(HostFolder host, PostgresCluster database, boolean full, int port)
            throws IOException, SQLException {
        Machines.install(host, Release.RUNNING, port);
        Machines.config(host, MattermostSite.dataSource(database), "http://127.0.0.1:" + port, "of-" + full);
        ProductSettings.write(host, host == cloud || full);
        try (Connection connection = database.connect()) {
            Schema schema = new Schema(connection);
            schema.upTo(Release.RUNNING.schema());
            if (full) {
                new SourceData(sizes, host.root().resolve(Machines.HOME).resolve("data"), connection).fill();
                archiveOne(connection);
                picture(connection, host.root().resolve(Machines.HOME).resolve("data/users"));
            } else {
                newcomer(connection);
            }
            if (host == cloud) {
                token(connection);
            }
        }
    }

    private static void archiveOne(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("update Channels set DeleteAt = UpdateAt where Name = 'sales-1'");
        }
    }

    /** One has a picture of their own; the others have what the product draws. */
    private static void picture(Connection connection, Path pictures) throws IOException, SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet person = statement.executeQuery(
                        "update Users set LastPictureUpdate = 1600000000000 where Username = 'user3' returning Id")) {
            person.next();
            Path folder = Files.createDirectories(pictures.resolve(person.getString(1)));
            Files.writeString(folder.resolve("profile.png"), "a picture");
        }
    }

    private static void newcomer(Connection connection) throws SQLException {
        try (var insert = connection.prepareStatement(
                "insert into Users (Id, CreateAt, UpdateAt, DeleteAt, Username, Password, Email, Roles, AuthService) values ('newcomernewcomernewcomer12', 1, 1, 0, ?, ?, 'admin@example.org', 'system_admin system_user', '')")) {
            insert.setString(1, NEWCOMER);
            insert.setString(2, Accounts.hash(SourceData.PASSWORD));
            insert.executeUpdate();
        }
    }

    private static void token(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(
                    "insert into Sessions (Id, Token, CreateAt, ExpiresAt, UserId) select 'cloudtokencloudtokencloud1', '"
                            + TOKEN + "', 1, 99999999999999, Id from Users where Roles like '%system_admin%'");
        }
    }

    /** The machine that is to be filled, or emptied, as it was at the start; its server runs. */
    public void reinstall(HostFolder host) throws IOException, SQLException, InterruptedException {
        boolean own = host.equals(server.folder());
        PostgresCluster database = own ? ownDatabase : cloudDatabase;
        Machines.run(
                host,
                "systemctl stop mattermost; rm -rf opt/mattermost var/backups/* s3 etc/systemd/system/*; mkdir -p var/backups");
        try (Connection connection = database.superuser();
                Statement statement = connection.createStatement()) {
            statement.execute("drop schema if exists public cascade; create schema public authorization mmuser");
        }
        install(host, database, own != fromCloud, own ? inventory.ownPort() : inventory.cloudPort());
        Machines.run(host, "systemctl start mattermost");
    }

    @Override
    public Path inventory() {
        return inventoryFile;
    }

    @Override
    public void people(String step, Consumer<String> say) {
        if (step.contains("Support imports")) {
            say.accept("Support " + support.imports());
        } else if (step.contains("get the URL")) {
            support.gives(folder().resolve("secrets/url"));
            say.accept("Support gives a URL");
        } else {
            say.accept("nothing to do in the laboratory for: " + step);
        }
    }

    public SshHost server() {
        return server;
    }

    /** Nobody but Support gets at it. */
    public HostFolder cloud() {
        return cloud;
    }

    public PostgresCluster ownDatabase() {
        return ownDatabase;
    }

    public PostgresCluster cloudDatabase() {
        return cloudDatabase;
    }
}
