package dev.runbook.lab.mattermost.product;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** {@code logs/mattermost.log}: a line of JSON each; the same goes to standard output. */
final class ServerLog {
    private final Path file;

    ServerLog(Path home) {
        this.file = home.resolve("logs/mattermost.log");
    }

    synchronized void say(String level, String message) throws IOException {
        String line = new ObjectMapper()
                .createObjectNode()
                .put("level", level)
                .put("msg", message)
                .toString();
        System.out.println(line);
        Files.createDirectories(file.getParent());
        Files.writeString(file, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
