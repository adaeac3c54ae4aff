package dev.runbook.lab.mattermost.product;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The part of the API that {@code mmctl} asks: jobs, exports, uploads, imports. */
final class Transfers {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String JOB =
            "select id, type, status, createat as create_at, startat as start_at, lastactivityat as last_activity_at, progress, data::text as data from Jobs";

    private final Path files;
    private final Configuration configuration;
    private final Statements rows;

    Transfers(Path home, Configuration configuration, Connection database) {
        this.files = files(home, configuration);
        this.configuration = configuration;
        this.rows = new Statements(database);
    }

    /** The local file store. */
    static Path files(Path home, Configuration configuration) {
        return home.resolve(configuration.text("FileSettings", "Directory")).normalize();
    }

    /** Whether it was something of this kind. */
    boolean answer(HttpExchange exchange, String asked) throws IOException, SQLException {
        String[] at = asked.split("[ /]+", 4);
        String rest = at.length > 2 ? at[2] + (at.length > 3 ? "/" + at[3] : "") : "";
        switch (at[0] + " " + at[1]) {
            case "GET jobs" -> jobs(exchange, rest);
            case "POST jobs" -> job(exchange);
            case "GET exports" -> exports(exchange, rest);
            case "POST exports" -> presigned(exchange, rest);
            case "DELETE exports" -> {
                Files.deleteIfExists(files.resolve("export").resolve(rest));
                Api.reply(exchange, 200, Map.of("status", "OK"));
            }
            case "GET imports" -> Api.reply(exchange, 200, names("import"));
            case "POST uploads" -> upload(exchange, rest);
            default -> {
                return false;
            }
        }
        return true;
    }

    private void jobs(HttpExchange exchange, String rest) throws IOException, SQLException {
        boolean one = !rest.startsWith("type/");
        List<Map<String, Object>> found = one
                ? rows.all(JOB + " where id = ?", rest)
                : rows.all(JOB + " where type = ? order by createat desc", rest.substring("type/".length()));
        if (one && found.isEmpty()) {
            Api.error(exchange, 404, "app.job.get.app_error", "Unable to get the job.");
        } else if (one) {
            Api.reply(exchange, 200, Jobs.shown(found.get(0)));
        } else {
            var list = JSON.createArrayNode();
            for (Map<String, Object> each : found) {
                list.add(Jobs.shown(each));
            }
            Api.reply(exchange, 200, list);
        }
    }

    private void job(HttpExchange exchange) throws IOException, SQLException {
        JsonNode asked = JSON.readTree(exchange.getRequestBody().readAllBytes());
        String id = Ids.random();
        rows.change(
                "insert into Jobs (id, type, priority, createat, startat, lastactivityat, status, progress, data) values (?, ?, 0, ?, 0, 0, 'pending', 0, ?::jsonb)",
                id,
                asked.path("type").asText(),
                System.currentTimeMillis(),
                asked.path("data").isObject() ? asked.path("data").toString() : "{}");
        Api.reply(exchange, 201, Jobs.shown(rows.all(JOB + " where id = ?", id).get(0)));
    }

    private void exports(HttpExchange exchange, String name) throws IOException {
        if (name.isEmpty()) {
            Api.reply(exchange, 200, names("export"));
            return;
        }
        Path file = files.resolve("export").resolve(name);
        if (!Files.isRegularFile(file)) {
            Api.error(exchange, 404, "api.export.export_not_found.app_error", "Unable to find export file.");
            return;
        }
        exchange.getResponseHeaders().set("Content-Type", "application/zip");
        exchange.sendResponseHeaders(200, Files.size(file));
        try (var out = exchange.getResponseBody()) {
            Files.copy(file, out);
        }
    }

    /** A URL that needs no session, as of an S3 store; the laboratory's holds the export's size as its signature. */
    private void presigned(HttpExchange exchange, String rest) throws IOException {
        String name = rest.replaceFirst("/presign-url$", "");
        String host = exchange.getRequestHeaders().getFirst("Host");
        Api.reply(
                exchange,
                200,
                Map.of(
                        "uri",
                        "http://" + host + "/api/v4/presigned/" + name + "?X-Amz-Signature=" + signature(name),
                        "expiration",
                        3600));
    }

    private String signature(String name) throws IOException {
        return Integer.toHexString((name + Files.size(files.resolve("export").resolve(name))).hashCode());
    }

    /** Whether it was the fetching of such a URL. */
    boolean fetched(HttpExchange exchange, String asked) throws IOException {
        if (!asked.startsWith("GET /presigned/")) {
            return false;
        }
        String name = asked.substring("GET /presigned/".length());
        if (("X-Amz-Signature=" + signature(name))
                .equals(exchange.getRequestURI().getQuery())) {
            exports(exchange, name);
        } else {
            Api.error(exchange, 403, "SignatureDoesNotMatch", "The signature does not match.");
        }
        return true;
    }

    private void upload(HttpExchange exchange, String id) throws IOException, SQLException {
        if (id.isEmpty()) {
            JsonNode asked = JSON.readTree(exchange.getRequestBody().readAllBytes());
            if (asked.path("file_size").asLong() > configuration.number("FileSettings", "MaxFileSize")) {
                Api.error(
                        exchange,
                        413,
                        "api.upload.create.upload_too_large.app_error",
                        "Unable to upload file. File is too large.");
                return;
            }
            ObjectNode session = JSON.createObjectNode().put("id", Ids.random()).put("type", "import");
            session.put("filename", asked.path("filename").asText());
            Path half = files.resolve("import")
                    .resolve(session.path("id").asText() + "_"
                            + session.path("filename").asText() + ".tmp");
            Files.createDirectories(half.getParent());
            Files.createFile(half);
            Api.reply(exchange, 201, session);
            return;
        }
        Path half = half(id);
        try (InputStream in = exchange.getRequestBody()) {
            Files.copy(in, half, StandardCopyOption.REPLACE_EXISTING);
        }
        String name = half.getFileName().toString().replaceFirst("\\.tmp$", "");
        Path whole = Files.move(half, half.resolveSibling(name));
        String info = Ids.random();
        // The product counts the zip itself among the files, with no post.
        ImportedPosts.fileInfo(rows, info, "", "import/" + name, Files.size(whole), System.currentTimeMillis());
        Api.reply(exchange, 201, Map.of("id", info, "name", name.substring(name.indexOf('_') + 1)));
    }

    private Path half(String id) throws IOException {
        try (Stream<Path> all = Files.list(files.resolve("import"))) {
            return all.filter(each -> each.getFileName().toString().startsWith(id + "_"))
                    .findFirst()
                    .orElseThrow(() -> new IOException("there is no upload " + id));
        }
    }

    /** In the order of the alphabet, old ones among them. */
    private List<String> names(String folder) throws IOException {
        Path there = files.resolve(folder);
        if (!Files.isDirectory(there)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(there)) {
            return all.map(each -> each.getFileName().toString())
                    .filter(each -> !each.endsWith(".tmp"))
                    .sorted()
                    .toList();
        }
    }
}
