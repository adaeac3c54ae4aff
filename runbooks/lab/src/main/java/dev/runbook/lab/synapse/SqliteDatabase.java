package dev.runbook.lab.synapse;

import dev.runbook.engine.model.RunbookException;
import dev.runbook.lab.server.HostFolder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Synapse's database in a file of SQLite, asked with the machine's own {@code sqlite3}.
 *
 * @param host where the file is
 * @param file the file
 */
record SqliteDatabase(HostFolder host, Path file) implements Database {
    /** Refuses to go on where this machine has no {@code sqlite3}. */
    static void need() {
        boolean there = Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(each -> Files.isExecutable(Path.of(each).resolve("sqlite3")));
        if (!there) {
            throw RunbookException.invalid(
                    "This laboratory needs sqlite3 for a source with SQLite, and found none on the PATH. Debian, Ubuntu: apt install sqlite3");
        }
    }

    @Override
    public List<String> texts(String sql, Object... values) throws IOException {
        String text = sql;
        for (Object value : values) {
            text = text.replaceFirst(
                    "\\?",
                    java.util.regex.Matcher.quoteReplacement(
                            "'" + value.toString().replace("'", "''") + "'"));
        }
        return run(text);
    }

    /** Runs statements; gives the lines that it prints. */
    List<String> run(String statements) throws IOException {
        Process process = host.program("sqlite3", "-cmd", ".timeout 5000", file.toString())
                .redirectErrorStream(true)
                .start();
        try (var in = process.getOutputStream()) {
            in.write((statements + ";\n").getBytes(StandardCharsets.UTF_8));
        }
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (process.waitFor() != 0) {
                throw new IOException("sqlite3: " + said.strip());
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IOException("sqlite3 was interrupted", stopped);
        }
        return said.lines().toList();
    }

    @Override
    public String unfit() {
        return null;
    }
}
