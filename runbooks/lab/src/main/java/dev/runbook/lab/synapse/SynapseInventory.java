package dev.runbook.lab.synapse;

import static dev.runbook.lab.server.InventoryParts.quoted;

import dev.runbook.lab.server.InventoryParts;
import dev.runbook.lab.server.PostgresCluster;
import dev.runbook.lab.server.SshHost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Writes where everything is, as an inventory with one environment, {@code lab}.
 *
 * @param parts what it is put together from
 * @param scene what is moved
 */
record SynapseInventory(InventoryParts parts, Scene scene) {
    Path write(
            SshHost old,
            SshHost machine,
            PostgresCluster source,
            PostgresCluster target,
            Homeserver synapse,
            Ess ess,
            MailServer mail)
            throws IOException {
        Path root = old.folder().root();
        Edition edition = ess.edition();
        String cluster = "kubeconfig: %s, context: lab, namespace: ".formatted(quoted(ess.kubeconfig()));
        String here = cluster + edition.namespace();
        String media = edition.claimed()
                ? "{ transport: kubernetes, %s, selector: runbook.dev/helper=media, become: sudo }".formatted(here)
                : parts.host(machine);
        String operator = edition.reconciled() ? "\n      operator: { " + cluster + Operator.NAMESPACE + " }" : "";
        return parts.write("""
                # Written by the laboratory; gone when it stops.
                environments:
                  lab:
                    params:
                      serverName: %s
                      clientHost: matrix.example.org
                      ess: "127.0.0.1:%d"
                      scheme: http
                      edition: %s
                      sourceDb: %s
                      oldSynapse: "http://127.0.0.1:%d"
                      configDir: %s
                      signingKey: %s
                      appServices: [ %s ]
                      guests: true
                      sqliteFile: %s
                      mediaStore: %s
                      mediaInS3: %s
                      s3Bucket: %s
                      s3Folder: %s
                      work: %s
                      targetWork: %s
                      mediaAt: %s
                      mediaOwner: %s
                      synapsePods: %s
                      operator: "%s"
                      mailServer: "127.0.0.1:%d"
                      federationTester: "http://matrix.example.org"
                      checkDns: false
                      signatures: 1
                      windowOpens: "2026-01-10T22:00:00Z"
                    hosts:
                      old:    %s
                      pgpod:  { transport: kubernetes, %s, pod: %s-0, container: postgres, become: sudo }
                      media:  %s
                    databases:
                      source: %s
                      target: %s
                    clusters:
                      ess:      { %s }%s
                    aws:
                      account: { region: eu-central-1 }
                    secrets:
                      adminToken:    { file: %s }
                      probePassword: { file: %s }
                      guestToken:    { file: %s }
                """.formatted(
                        SynapseSite.SERVER_NAME,
                        ess.port(),
                        edition.claimed() ? "chart" : "classic",
                        scene.sqlite() ? "sqlite" : "postgresql",
                        synapse.port(),
                        quoted(root.resolve("etc")),
                        quoted(root.resolve("etc/signing.key")),
                        quoted(root.resolve("etc/bridge.yaml")),
                        quoted(OldServer.sqlite(old.folder())),
                        quoted(OldServer.media(old.folder())),
                        scene.s3(),
                        OldServer.BUCKET,
                        quoted(root.resolve("s3tool")),
                        quoted(root.resolve("work")),
                        quoted(Files.createDirectories(parts.folder().resolve("ess/postgres-volume"))),
                        quoted(ess.media()),
                        owner(root),
                        edition.selector(),
                        edition.reconciled() ? "deployment/" + Operator.NAME : "",
                        mail.port(),
                        parts.host(old),
                        here,
                        edition.database(),
                        media,
                        parts.database(source, "old"),
                        parts.database(target, "pgpod"),
                        here,
                        operator,
                        parts.secret("adminToken", "syt_@user1:example.org"),
                        parts.secret("probePassword", SynapseSite.PROBE_PASSWORD),
                        parts.secret("guestToken", Secrets.guest(SynapseSite.GUEST, OldServer.MACAROON))));
    }

    /** Nobody here may give files away, unless it is root: they stay with their owner. */
    private static String owner(Path root) throws IOException {
        return quoted(Files.getAttribute(root, "unix:uid") + ":" + Files.getAttribute(root, "unix:gid"));
    }
}
