package dev.runbook.lab.hipchat;

import static dev.runbook.lab.server.InventoryParts.quoted;

import dev.runbook.lab.server.InventoryParts;
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

    Path write(HipChatSite site) throws IOException {
        String text = """
                # Written by the laboratory; gone when it stops.
                environments:
                  lab:
                    params:
                %s
                    hosts:
                      source:      %s
                      destination: %s
                      node2:       %s
                    databases:
                      source:      %s
                      destination: %s
                    redis:
                      destination: { address: "127.0.0.1:%d", password: { file: %s }, via: destination }
                    groups: { nodes: [destination, node2] }
                    secrets:
                      passphrase: { file: %s }
                """.formatted(
                        params(site),
                        parts.host(site.source()),
                        parts.host(site.destination()),
                        parts.host(site.secondNode()),
                        parts.database(site.oldDatabase(), "source"),
                        parts.database(site.newDatabase(), "destination"),
                        site.redis().port(),
                        parts.secret("redis", site.redis().password()),
                        parts.secret("passphrase", "correct horse battery staple"));
        return parts.write(text);
    }

    /** Paths of the nodes are the same on all of them: they start at the folder that each has for its root. */
    private static String params(HipChatSite site) {
        StringBuilder boot = new StringBuilder();
        for (String command : Machines.BOOT_COMMANDS) {
            boot.append("        - ").append(quoted(command)).append('\n');
        }
        return """
                      fqdn: %s
                      scheme: http
                      loadBalancer: "127.0.0.1:%d"
                      nameServers: ["127.0.0.1:%d"]
                      adminEmail: %s
                      attachments: %s/users/files
                      shareAttachments: %s/users/files
                      exportFolder: carrier
                      importFolder: carrier
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
                        site.web().getPort(),
                        site.names().port(),
                        ADMIN,
                        Machines.FILE_STORE,
                        Machines.FILE_SHARE,
                        Machines.USER_MODEL,
                        Machines.BOOT_SCRIPTS,
                        boot.toString().stripTrailing());
    }
}
