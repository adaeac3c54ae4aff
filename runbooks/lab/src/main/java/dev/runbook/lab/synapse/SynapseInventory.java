package dev.runbook.lab.synapse;

import dev.runbook.lab.server.PostgresCluster;
import dev.runbook.lab.server.SshHost;
import dev.runbook.lab.server.SshKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Writes where everything is, as an inventory with one environment, {@code lab}; secrets lie in files of their own beside it. */
final class SynapseInventory {
    private final Path folder;
    private final SshKeys keys;

    SynapseInventory(Path folder, SshKeys keys) {
        this.folder = folder;
        this.keys = keys;
    }

    Path write(SshHost old, PostgresCluster source, PostgresCluster target, Homeserver synapse, Ess ess)
            throws IOException {
        Path root = old.folder().root();
        String cluster = "kubeconfig: %s, context: lab".formatted(quoted(ess.kubeconfig()));
        String text = """
                # Written by the laboratory; gone when it stops.
                environments:
                  lab:
                    params:
                      serverName: %s
                      clientHost: matrix.example.org
                      ess: "127.0.0.1:%d"
                      scheme: http
                      oldSynapse: "http://127.0.0.1:%d"
                      configDir: %s
                      signingKey: %s
                      appServices: [ %s ]
                      sqliteFile: %s
                      mediaStore: %s
                      work: %s
                      targetWork: %s
                      mediaAt: %s
                      mediaOwner: %s
                      federationTester: "http://matrix.example.org"
                      checkDns: false
                      signatures: 1
                      windowOpens: "2026-01-10T22:00:00Z"
                    hosts:
                      old:    { address: 127.0.0.1, port: %d, user: %s, key: %s, knownHosts: %s, become: sudo }
                      pgpod:  { transport: kubernetes, %s, pod: ess-postgres-0, container: postgres, become: sudo }
                      media:  { transport: kubernetes, %s, selector: runbook.dev/helper=media, become: sudo }
                    databases:
                      source: %s
                      target: %s
                    clusters:
                      ess:    { %s }
                    secrets:
                      adminToken:    { file: %s }
                      probePassword: { file: %s }
                """.formatted(
                        SynapseSite.SERVER_NAME,
                        ess.port(),
                        synapse.port(),
                        quoted(root.resolve("etc")),
                        quoted(root.resolve("etc/signing.key")),
                        quoted(root.resolve("etc/bridge.yaml")),
                        quoted(root.resolve("homeserver.db")),
                        quoted(root.resolve("media_store")),
                        quoted(root.resolve("work")),
                        quoted(Files.createDirectories(folder.resolve("ess/postgres-volume"))),
                        quoted(ess.media()),
                        owner(root),
                        old.port(),
                        old.folder().user(),
                        quoted(keys.identity()),
                        quoted(keys.knownHosts()),
                        cluster,
                        cluster,
                        database(source, "old"),
                        database(target, "pgpod"),
                        cluster,
                        secret("adminToken", "syt_@user1:example.org"),
                        secret("probePassword", SynapseSite.PROBE_PASSWORD));
        return Files.writeString(folder.resolve("inventory.yaml"), text);
    }

    /** Nobody here may give files away, unless it is root: they stay with their owner. */
    private static String owner(Path root) throws IOException {
        return quoted(Files.getAttribute(root, "unix:uid") + ":" + Files.getAttribute(root, "unix:gid"));
    }

    private String database(PostgresCluster server, String via) throws IOException {
        return "{ url: \"%s\", user: %s, password: { file: %s }, via: %s }"
                .formatted(server.url(), server.user(), secret("database-" + via, server.password()), via);
    }

    /** Writes it to a file that only the user can read; gives the file's name. */
    private String secret(String name, String value) throws IOException {
        Path file = Files.createDirectories(folder.resolve("secrets")).resolve(name);
        Files.deleteIfExists(file);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, value + "\n");
        return quoted(file);
    }

    private static String quoted(Object text) {
        return '"' + text.toString().replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
