package dev.runbook.lab.mattermost.product;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.zip.ZipFile;

/** The job {@code import_process}: line by line; at the first error it stops, and what was before it stays. Running it again goes on: objects are known by their natural keys. */
final class BulkImport {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final long INDEXING_MILLIS = 1000;

    private final Configuration configuration;
    private final ImportedPlaces places;
    private final ImportedPosts posts;

    BulkImport(Connection database, Path files, Configuration configuration, ServerLog log) throws SQLException {
        this.configuration = configuration;
        this.places = new ImportedPlaces(database, files, configuration, log);
        this.posts = new ImportedPosts(database, files, places, log);
    }

    /** Where an import stopped, and why. */
    static final class Refused extends Exception {
        private static final long serialVersionUID = 1;
        private final int line;

        Refused(int line, String message) {
            super(message);
            this.line = line;
        }

        int line() {
            return line;
        }
    }

    void read(Path file) throws IOException, SQLException, Refused {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            var entry = zip.stream()
                    .filter(each ->
                            each.getName().endsWith(".jsonl") && !each.getName().contains("/"))
                    .findFirst()
                    .orElseThrow(() -> new Refused(0, "the zip has no .jsonl at its root"));
            try (BufferedReader lines =
                    new BufferedReader(new InputStreamReader(zip.getInputStream(entry), StandardCharsets.UTF_8))) {
                int number = 0;
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    number++;
                    one(zip, number, JSON.readTree(line));
                }
            }
        }
    }

    /** Each object is indexed before the next one is imported. */
    private static void crawl() {
        try {
            Thread.sleep(INDEXING_MILLIS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void one(ZipFile zip, int number, JsonNode line) throws IOException, SQLException, Refused {
        String type = line.path("type").asText();
        JsonNode body = line.path(type);
        if (configuration.on("ElasticsearchSettings", "EnableIndexing")) {
            crawl();
        }
        try {
            switch (type) {
                case "emoji" -> places.emoji(zip, body);
                case "team" -> places.team(body);
                case "channel" -> places.channel(body);
                case "user" -> places.user(zip, body);
                case "bot" -> places.bot(body);
                case "post" -> posts.post(zip, body);
                case "direct_channel" -> places.directChannel(body.path("members"));
                case "direct_post" -> posts.direct(zip, body);
                default -> {
                    if (!type.equals("version")) {
                        throw new IllegalArgumentException("unknown line type " + type);
                    }
                }
            }
        } catch (IllegalArgumentException refused) {
            throw new Refused(number, refused.getMessage());
        }
    }
}
