package dev.runbook.lab.mattermost.product;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.runbook.lab.server.Answer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The part of the HTTP API, version 4, that a move asks. The plain ping says OK whatever database and files are like. */
final class Api implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int THREADS = 4;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    private final Path home;
    private final Release release;
    private final Configuration configuration;
    private final DataSource source;
    private final LocalMode local;
    private final FileStore files;

    private Api(
            HttpServer server,
            Path home,
            Release release,
            Configuration configuration,
            DataSource source,
            LocalMode local) {
        this.server = server;
        this.home = home;
        this.release = release;
        this.configuration = configuration;
        this.source = source;
        this.local = local;
        this.files = FileStore.of(home, configuration);
    }

    static Api start(
            int port, Path home, Release release, Configuration configuration, DataSource source, LocalMode local)
            throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        Api api = new Api(server, home, release, configuration, source, local);
        server.setExecutor(api.threads);
        server.createContext("/api/v4/", api::answer);
        server.start();
        return api;
    }

    private void answer(HttpExchange exchange) throws IOException {
        String asked = exchange.getRequestMethod() + " "
                + exchange.getRequestURI().getPath().substring("/api/v4".length());
        try (Connection database = source.connect()) {
            Transfers transfers = new Transfers(home, configuration, database);
            Directory directory =
                    new Directory(database, configuration.number("AnalyticsSettings", "MaxUsersForStatistics"));
            if (local.opens(token(exchange)) && asked.equals("POST /config/migrate")) {
                JsonNode ends = JSON.readTree(exchange.getRequestBody().readAllBytes());
                Configuration.migrate(
                        ends.path("from").asText(), Path.of(ends.path("to").asText()));
                reply(exchange, 200, Map.of("status", "OK"));
            } else if (local.opens(token(exchange))) {
                administration(exchange, asked, transfers, directory);
            } else if (!transfers.fetched(exchange, asked)) {
                answer(exchange, asked, new Accounts(database), transfers, directory);
            }
        } catch (SQLException failure) {
            if (asked.equals("GET /system/ping") && exchange.getRequestURI().getQuery() == null) {
                reply(exchange, 200, Map.of("status", "OK"));
            } else {
                error(exchange, 500, "app.sql", failure.getMessage());
            }
        }
    }

    private void answer(
            HttpExchange exchange, String asked, Accounts accounts, Transfers transfers, Directory directory)
            throws IOException, SQLException {
        switch (asked) {
            case "GET /system/ping" -> ping(exchange);
            case "GET /config/client" -> reply(exchange, 200, client(accounts));
            case "POST /users/login" -> login(exchange, accounts);
            default -> {
                Optional<Accounts.User> user = accounts.session(token(exchange));
                if (user.isEmpty()) {
                    error(
                            exchange,
                            401,
                            "api.context.session_expired.app_error",
                            "Invalid or expired session, please login again.");
                } else {
                    known(exchange, asked, accounts, user.get(), transfers, directory);
                }
            }
        }
    }

    private void known(
            HttpExchange exchange,
            String asked,
            Accounts accounts,
            Accounts.User user,
            Transfers transfers,
            Directory directory)
            throws IOException, SQLException {
        if (asked.startsWith("GET /files/")) {
            Optional<String> path = accounts.value("select Path from FileInfo where Id = ?", last(asked));
            Optional<byte[]> file = path.isPresent() ? files.read(path.get()) : Optional.empty();
            if (file.isPresent()) {
                Answer.send(exchange, 200, "application/octet-stream", file.get());
            } else {
                error(exchange, 404, "api.file.get_file.app_error", "Unable to read the file.");
            }
        } else if (asked.startsWith("GET /teams/name/") && !asked.contains("/channels/")) {
            Optional<String> team = accounts.value("select Id from Teams where Name = ? and DeleteAt = 0", last(asked));
            reply(exchange, team.isPresent() ? 200 : 404, Map.of("id", team.orElse("")));
        } else if (asked.equals("GET /users/me")) {
            reply(exchange, 200, Map.of("id", user.id(), "roles", user.roles()));
        } else if (!user.roles().contains("system_admin")) {
            error(exchange, 403, "api.context.permissions.app_error", "You do not have the appropriate permissions.");
        } else {
            administration(exchange, asked, transfers, directory);
        }
    }

    private void administration(HttpExchange exchange, String asked, Transfers transfers, Directory directory)
            throws IOException, SQLException {
        switch (asked) {
            case "GET /config" -> reply(exchange, 200, configuration.shown());
            case "GET /config/environment" -> reply(exchange, 200, configuration.fromEnvironment());
            case "PUT /config/patch" -> {
                configuration.patch(JSON.readTree(exchange.getRequestBody().readAllBytes()));
                reply(exchange, 200, configuration.shown());
            }
            default -> {
                if (!transfers.answer(exchange, asked) && !directory.answer(exchange, asked)) {
                    error(exchange, 404, "api.context.404.app_error", "Sorry, we could not find the page.");
                }
            }
        }
    }

    private void ping(HttpExchange exchange) throws IOException {
        Map<String, String> status = new LinkedHashMap<>(Map.of("status", "OK"));
        if ("get_server_status=true".equals(exchange.getRequestURI().getQuery())) {
            status.put("database_status", "OK");
            status.put("filestore_status", files.works() ? "OK" : "UNHEALTHY");
        }
        boolean well = status.values().stream().allMatch("OK"::equals);
        if (!well) {
            status.put("status", "UNHEALTHY");
        }
        reply(exchange, well ? 200 : 500, status);
    }

    private Map<String, String> client(Accounts accounts) throws SQLException {
        return Map.of(
                "Version", release.version(),
                "BuildNumber", release.version(),
                "SiteURL", configuration.text("ServiceSettings", "SiteURL"),
                "DiagnosticId",
                        accounts.value("select Value from Systems where Name = ?", "DiagnosticId")
                                .orElse(""));
    }

    private void login(HttpExchange exchange, Accounts accounts) throws IOException, SQLException {
        JsonNode form = JSON.readTree(exchange.getRequestBody().readAllBytes());
        Optional<Accounts.User> user = accounts.user(
                form.path("login_id").asText(), form.path("password").asText());
        if (user.isEmpty()) {
            error(
                    exchange,
                    401,
                    "api.user.login.invalid_credentials_email_username",
                    "Enter a valid email or username and/or password.");
            return;
        }
        exchange.getResponseHeaders().set("Token", accounts.open(user.get()));
        reply(exchange, 200, Map.of("id", user.get().id(), "roles", user.get().roles()));
    }

    private static String token(HttpExchange exchange) {
        String header = exchange.getRequestHeaders().getFirst("Authorization");
        return header == null ? "" : header.replaceFirst("(?i)^bearer ", "");
    }

    private static String last(String asked) {
        return asked.substring(asked.lastIndexOf('/') + 1);
    }

    static void error(HttpExchange exchange, int status, String id, String message) throws IOException {
        reply(exchange, status, Map.of("id", id, "message", String.valueOf(message), "status_code", status));
    }

    static void reply(HttpExchange exchange, int status, Object body) throws IOException {
        Answer.send(exchange, status, "application/json", JSON.writeValueAsBytes(body));
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
