package dev.runbook.lab.mattermost;

import static dev.runbook.lab.server.InventoryParts.quoted;

import dev.runbook.lab.server.InventoryParts;
import dev.runbook.lab.server.PostgresCluster;
import dev.runbook.lab.server.SshHost;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Writes the inventory of {@link CloudSite}.
 *
 * @param parts     what it is put together from
 * @param ownPort   where the server listens
 * @param cloudPort where the workspace does
 */
record CloudInventory(InventoryParts parts, int ownPort, int cloudPort) {
    Path write(SshHost server, PostgresCluster database, boolean fromCloud) throws IOException {
        Path root = server.folder().root();
        return parts.write("""
                # Written by the laboratory; gone when it stops.
                environments:
                  lab:
                    params:
                      cloudUrl: "http://127.0.0.1:%d"
                      adminUser: %s
                      port: %d
                      socket: %s
                      data: %s
                      work: %s
                      owner: mattermost
                      windowOpens: "2020-01-01T22:00:00Z"
                      signatures: 1
                      quiet: 1s
                      poll: 300ms
                %s    hosts:
                      server: %s
                    databases:
                      server: %s
                    secrets:
                      adminPassword: { file: %s }
                      cloudToken:    { file: %s }
                %s""".formatted(
                        cloudPort,
                        fromCloud ? CloudSite.NEWCOMER : SourceData.ADMIN,
                        ownPort,
                        quoted(root.resolve("mattermost_local.socket")),
                        quoted(root.resolve(Machines.HOME + "/data")),
                        quoted(root.resolve("var/backups")),
                        fromCloud ? fromCloud(root) : toCloud(),
                        parts.host(server),
                        parts.database(database, "server"),
                        parts.secret("admin", SourceData.PASSWORD),
                        parts.secret("token", CloudSite.TOKEN),
                        fromCloud ? "" : support()));
    }

    private String fromCloud(Path root) {
        return "      siteUrl: \"http://127.0.0.1:%d\"\n      serverLog: %s\n"
                .formatted(ownPort, quoted(root.resolve(Machines.HOME + "/logs/mattermost.log")));
    }

    private String toCloud() {
        return "      recount: everything\n      bucket: uploads\n      prefix: customer/\n";
    }

    private String support() throws IOException {
        return "      uploadKeyId: { file: %s }\n      uploadKey: { file: %s }\n      uploadUrl: { file: %s }\n"
                .formatted(
                        parts.secret("key-id", Support.KEY_ID),
                        parts.secret("key", Support.KEY),
                        parts.secret("url", "not yet"));
    }
}
