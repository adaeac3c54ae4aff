package dev.runbook.lab.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * What a laboratory's inventory is put together from; passwords lie in files of their own beside it.
 *
 * @param folder where the inventory will be
 * @param keys   of the hosts
 */
public record InventoryParts(Path folder, SshKeys keys) {
    /** A host, as a map in one line. */
    public String host(SshHost host) {
        return "{ address: 127.0.0.1, port: %d, user: %s, key: %s, knownHosts: %s, dir: %s, become: sudo }"
                .formatted(
                        host.port(),
                        host.folder().user(),
                        quoted(keys.identity()),
                        quoted(keys.knownHosts()),
                        quoted(host.folder().root()));
    }

    /** A database that is reached through a tunnel of a host, as a map in one line. */
    public String database(String url, String user, String password, String via) throws IOException {
        return "{ url: \"%s\", user: %s, password: { file: %s }, via: %s }"
                .formatted(url, user, secret("database-" + via, password), via);
    }

    /** The same of a server of PostgreSQL. */
    public String database(PostgresCluster server, String via) throws IOException {
        return database(server.url(), server.user(), server.password(), via);
    }

    /** Writes it to a file that only the user can read; gives the file's name. */
    public String secret(String name, String value) throws IOException {
        Path secrets = Files.createDirectories(folder.resolve("secrets"));
        Path file = secrets.resolve(name);
        Files.deleteIfExists(file);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, value + "\n");
        return quoted(file);
    }

    /** A text of YAML, in quotes. */
    public static String quoted(Object text) {
        return '"' + text.toString().replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    /** Writes the inventory. */
    public Path write(String text) throws IOException {
        return Files.writeString(folder.resolve("inventory.yaml"), text);
    }
}
