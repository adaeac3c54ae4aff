package dev.runbook.lab.mattermost;

import static dev.runbook.lab.server.InventoryParts.quoted;

import dev.runbook.lab.server.HostFolder;
import dev.runbook.lab.server.InventoryParts;
import dev.runbook.lab.server.PostgresCluster;
import dev.runbook.lab.server.SshHost;
import java.io.IOException;
import java.nio.file.Path;

/** Writes where everything is, as an inventory with one environment, {@code lab}. */
final class LabInventory {
    private final InventoryParts parts;

    LabInventory(InventoryParts parts) {
        this.parts = parts;
    }

    Path write(SshHost source, SshHost destination, PostgresCluster old, PostgresCluster fresh, Ports ports)
            throws IOException {
        return parts.write("""
                # Written by the laboratory; gone when it stops.
                environments:
                  lab:
                    params:
                      siteUrl: "http://127.0.0.1:%d"
                      newAddress: "127.0.0.1:%d"
                      sourcePort: %d
                      destinationPort: %d
                      dataSourceAddress: "127.0.0.1:%d"
                      sourceHome: %s
                      destinationHome: %s
                      sourceData: %s
                      destinationData: %s
                      environmentFile: %s
                      sourceWork: %s
                      destinationWork: %s
                      databaseFiles: %s
                      owner: ""
                      via: engine
                      signatures: 1
                      windowOpens: "2020-01-01T22:00:00Z"
                      adminUser: %s
                      criticalTeams: [engineering, sales]
                    hosts:
                      source:      %s
                      destination: %s
                    databases:
                      source:      %s
                      destination: %s
                    secrets:
                      adminPassword:    { file: %s }
                      databasePassword: { file: %s }
                """.formatted(
                        ports.front(),
                        ports.destination(),
                        ports.source(),
                        ports.destination(),
                        fresh.port(),
                        home(source.folder()),
                        home(destination.folder()),
                        quoted(source.folder().root().resolve(Machines.HOME + "/data")),
                        quoted(destination.folder().root().resolve(Machines.HOME + "/data")),
                        quoted(destination.folder().root().resolve(Machines.ENVIRONMENT)),
                        quoted(source.folder().root().resolve("var/backups")),
                        quoted(destination.folder().root().resolve("var/backups")),
                        quoted(destination.folder().root()),
                        SourceData.ADMIN,
                        parts.host(source),
                        parts.host(destination),
                        parts.database(old, "source"),
                        parts.database(fresh, "destination"),
                        parts.secret("admin", SourceData.PASSWORD),
                        parts.secret("mmuser", fresh.password())));
    }

    private static String home(HostFolder host) {
        return quoted(host.root().resolve(Machines.HOME));
    }

    /**
     * Ports of this machine.
     *
     * @param front       the name that users type
     * @param source      where the old server listens
     * @param destination where the new one does
     */
    record Ports(int front, int source, int destination) {}
}
