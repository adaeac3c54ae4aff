package dev.runbook.lab.mattermost.product;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Local mode: whoever can open the socket administrates. The laboratory's socket is a file with the port and a word that opens it, since Java's HTTP server
 * listens on no socket of Unix.
 */
final class LocalMode {
    private final String word = Ids.random();

    /** Opens it where the configuration says so. */
    void open(Configuration configuration, int port) throws IOException {
        if (configuration.on("ServiceSettings", "EnableLocalMode")) {
            Path socket = Path.of(configuration.text("ServiceSettings", "LocalModeSocketLocation"));
            Files.deleteIfExists(socket);
            Files.createFile(
                    socket, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(socket, port + " " + word);
        }
    }

    boolean opens(String token) {
        return word.equals(token);
    }
}
