package dev.runbook.lab.mattermost;

import dev.runbook.lab.mattermost.product.Release;
import dev.runbook.lab.mattermost.product.Schema;
import dev.runbook.lab.server.Front;
import dev.runbook.lab.server.HostFolder;
import dev.runbook.lab.server.InventoryParts;
import dev.runbook.lab.server.Ports;
import dev.runbook.lab.server.PostgresCluster;
import dev.runbook.lab.server.Site;
import dev.runbook.lab.server.SshHost;
import dev.runbook.lab.server.SshKeys;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/** The old server with its people's data, and the new one, freshly installed; both run. */
public final class MattermostSite extends Site {
    private static final String USER = "mattermost";
    private static final String DATABASE = "mattermost";
    private static final String ROLE = "mmuser";
    /** What a stock {@code config.json} says, while the environment says where the data really are. */
    private static final String STOCK =
            "postgres://mmuser:mostest@localhost/mattermost_test?sslmode=disable&connect_timeout=10";

    private final Sizes sizes;
    private SshHost source;
    private SshHost destination;
    private PostgresCluster old;
    private PostgresCluster fresh;
    private Front front;
    private LabInventory.Ports ports;
    private Path inventory;

    private MattermostSite(Path folder, Sizes sizes) {
        super(folder);
        this.sizes = sizes;
    }

    /** Starts everything, or nothing. */
    public static MattermostSite start(Path folder, Sizes sizes, Consumer<String> say) {
        MattermostSite site = new MattermostSite(folder, sizes);
        site.begin(() -> {
            site.startServers(say);
            site.install(say);
        });
        return site;
    }

    private void startServers(Consumer<String> say)
            throws IOException, GeneralSecurityException, ExecutionException, InterruptedException {
        say.accept("starting two PostgreSQL servers and two SSH hosts on free ports");
        ExecutorService helper = Executors.newSingleThreadExecutor();
        try {
            Future<PostgresCluster> other = helper.submit(() -> postgres("source", DATABASE, ROLE));
            SshKeys keys = SshKeys.create(folder().resolve("keys"));
            source = closing(SshHost.start(HostFolder.create(folder().resolve("source"), mark(), USER), keys));
            destination =
                    closing(SshHost.start(HostFolder.create(folder().resolve("destination"), mark(), USER), keys));
            fresh = postgres("destination", DATABASE, ROLE);
            old = other.get();
            int listens = Ports.free();
            front = closing(Front.start(listens));
            ports = new LabInventory.Ports(front.port(), listens, Ports.free());
            inventory =
                    new LabInventory(new InventoryParts(folder(), keys)).write(source, destination, old, fresh, ports);
        } catch (SQLException failure) {
            throw new IOException(failure);
        } finally {
            helper.shutdown();
        }
    }

    private void install(Consumer<String> say) throws IOException, SQLException, InterruptedException {
        say.accept("filling the old server: %,d users, %,d posts, %,d attachments"
                .formatted(sizes.users(), sizes.posts(), sizes.files()));
        fillSource();
        emptyDestination();
        Machines.run(source.folder(), "systemctl start mattermost");
        Machines.run(destination.folder(), "systemctl start mattermost");
    }

    private void fillSource() throws IOException, SQLException {
        HostFolder host = source.folder();
        Machines.install(host, Release.RUNNING, ports.source());
        try (Connection database = old.connect()) {
            new Schema(database).upTo(Release.RUNNING.schema());
            new SourceData(sizes, host.root().resolve(Machines.HOME).resolve("data"), database).fill();
        }
        Machines.config(host, STOCK, url(), "of-the-old-server");
        Machines.secret(
                host,
                Machines.ENVIRONMENT,
                "MM_SQLSETTINGS_DATASOURCE=" + dataSource(old) + "\nMM_TEAMSETTINGS_SITENAME=Laboratory\n");
        host.write(Machines.HOME + "/plugins/playbooks/plugin.json", "{}\n");
        host.write(Machines.HOME + "/client/plugins/playbooks/main.js", "//\n");
        host.write(Machines.HOME + "/config/saml-idp.crt", "certificate\n");
    }

    /** Installs the destination, as somebody does days before: with its own empty database. */
    public void emptyDestination() {
        Machines.install(destination.folder(), Release.RUNNING, ports.destination());
        Machines.config(destination.folder(), dataSource(fresh), "", "of-the-new-server");
    }

    /** As {@code SqlSettings.DataSource} says it. */
    public static String dataSource(PostgresCluster server) {
        return "postgres://%s:%s@127.0.0.1:%d/%s?sslmode=disable&connect_timeout=10"
                .formatted(server.user(), server.password(), server.port(), DATABASE);
    }

    /** What users type; the laboratory's people lead it to the new server. */
    public String url() {
        return "http://127.0.0.1:" + front.port();
    }

    @Override
    public Path inventory() {
        return inventory;
    }

    @Override
    public void people(String step, Consumer<String> say) {
        if (step.contains("switch DNS")) {
            front.leadTo(ports.destination());
            say.accept("the network team led the name to the new server");
        } else {
            say.accept("nothing to do in the laboratory for: " + step);
        }
    }

    /** The name leads to the old server again. */
    public void nameLeadsToSource() {
        front.leadTo(ports.source());
    }

    public SshHost source() {
        return source;
    }

    public SshHost destination() {
        return destination;
    }

    /** The old server's database. */
    public PostgresCluster oldDatabase() {
        return old;
    }

    /** The new server's database. */
    public PostgresCluster newDatabase() {
        return fresh;
    }

    /** Where the new server itself listens. */
    public int newPort() {
        return ports.destination();
    }
}
