package dev.runbook.lab.product;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What {@code hipchat export --check} answers. */
final class ExportStatus {
    private ExportStatus() {}

    static String read(Path home) throws IOException {
        Path file = file(home);
        return Files.exists(file) ? Files.readString(file).trim() : "No export has been started.";
    }

    static void write(Path home, String status) throws IOException {
        Files.createDirectories(file(home).getParent());
        Files.writeString(file(home), status);
    }

    private static Path file(Path home) {
        return home.resolve("hipchat/run/export.status");
    }
}
