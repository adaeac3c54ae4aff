package dev.runbook.lab.hipchat;

import static dev.runbook.lab.server.InventoryParts.quoted;

import dev.runbook.lab.server.HostFolder;
import dev.runbook.lab.server.InventoryParts;
import dev.runbook.lab.server.PostgresCluster;
import dev.runbook.lab.server.RedisServer;
import dev.runbook.lab.server.SshHost;
import dev.runbook.lab.server.SshKeys;
import java.io.IOException;
import java.nio.file.Path;

/** Writes where everything is, as an inventory with one environment, {@code lab}; passwords lie in files of their own beside it. */
final class LabInventory {
    /** The name that users type. */
    static final String FQDN = "chat.example.com";
    /** The account that the wizard creates. */
    static final String ADMIN = "new-admin@example.com";

    private final InventoryParts parts;

    LabInventory(Path folder, SshKeys keys) {
        this.parts = new InventoryParts(folder, keys);
    }

    Path write(
            SshHost source,
            SshHost destination,
            PostgresCluster old,
            PostgresCluster fresh,
            RedisServer redis,
            WebFront web)
            throws IOException {
        String text = """
                # Written by the laboratory; gone when it stops.
                environments:
                  lab:
                    params:
                %s
                    hosts:
                      source:      %s
                      destination: %s
                    databases:
                      source:      %s
                      destination: %s
                    redis:
                      destination: { address: "127.0.0.1:%d", password: { file: %s }, via: destination }
                    groups: { nodes: [destination] }
                    secrets:
                      passphrase: { file: %s }
                """.formatted(
                        params(source.folder(), destination.folder(), web),
                        parts.host(source),
                        parts.host(destination),
                        parts.database(old, "source"),
                        parts.database(fresh, "destination"),
                        redis.port(),
                        parts.secret("redis", redis.password()),
                        parts.secret("passphrase", "correct horse battery staple"));
        return parts.write(text);
    }

    private static String params(HostFolder source, HostFolder destination, WebFront web) {
        String share = destination.root().resolve(Machines.FILE_SHARE).toString();
        StringBuilder boot = new StringBuilder();
        for (String command : Machines.bootCommands(share)) {
            boot.append("        - ").append(quoted(command)).append('\n');
        }
        return """
                      fqdn: %s
                      scheme: http
                      loadBalancer: "127.0.0.1:%d"
                      adminEmail: %s
                      attachments: %s
                      shareAttachments: %s
                      exportFolder: %s
                      importFolder: %s
                      userModel: %s
                      bootScripts: %s
                      carry: engine
                      patchSearch: true
                      patchBoot: true
                      quiet: 1s
                      signatures: 1
                      windowOpens: "2018-03-24T22:00:00Z"
                      bootCommands:
                %s""".formatted(
                        FQDN,
                        web.port(),
                        ADMIN,
                        quoted(source.root().resolve(Machines.FILE_STORE).resolve("users/files")),
                        quoted(share + "/users/files"),
                        quoted(source.root().resolve("carrier")),
                        quoted(destination.root().resolve("carrier")),
                        quoted(destination.root().resolve(Machines.USER_MODEL)),
                        quoted(destination.root().resolve(Machines.BOOT_SCRIPTS)),
                        boot.toString().stripTrailing());
    }
}
