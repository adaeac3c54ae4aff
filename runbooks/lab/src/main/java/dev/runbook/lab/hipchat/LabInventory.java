package dev.runbook.lab.hipchat;

import dev.runbook.lab.server.HostFolder;
import dev.runbook.lab.server.PostgresCluster;
import dev.runbook.lab.server.RedisServer;
import dev.runbook.lab.server.SshHost;
import dev.runbook.lab.server.SshKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Writes where everything is, as an inventory with one environment, {@code lab}; passwords lie in files of their own beside it. */
final class LabInventory {
    /** The name that users type. */
    static final String FQDN = "chat.example.com";
    /** The account that the wizard creates. */
    static final String ADMIN = "new-admin@example.com";

    private final Path folder;
    private final SshKeys keys;

    LabInventory(Path folder, SshKeys keys) {
        this.folder = folder;
        this.keys = keys;
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
                        host(source),
                        host(destination),
                        database(old, "source"),
                        database(fresh, "destination"),
                        redis.port(),
                        secret("redis", redis.password()),
                        secret("passphrase", "correct horse battery staple"));
        return Files.writeString(folder.resolve("inventory.yaml"), text);
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

    private String host(SshHost host) {
        return "{ address: 127.0.0.1, port: %d, user: %s, key: %s, knownHosts: %s, dir: %s, become: sudo }"
                .formatted(
                        host.port(),
                        host.folder().user(),
                        quoted(keys.identity()),
                        quoted(keys.knownHosts()),
                        quoted(host.folder().root()));
    }

    private String database(PostgresCluster server, String via) throws IOException {
        return "{ url: \"%s\", user: %s, password: { file: %s }, via: %s }"
                .formatted(server.url(), server.user(), secret("database-" + via, server.password()), via);
    }

    /** Writes it to a file that only the user can read; gives the file's name. */
    private String secret(String name, String value) throws IOException {
        Path secrets = Files.createDirectories(folder.resolve("secrets"));
        Path file = secrets.resolve(name);
        Files.deleteIfExists(file);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, value + "\n");
        return quoted(file);
    }

    private static String quoted(Object text) {
        return '"' + text.toString().replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
