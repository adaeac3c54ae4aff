package dev.runbook.lab.synapse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.runbook.lab.server.Answer;
import dev.runbook.lab.server.PostgresCluster;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.SQLException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * A stand-in for Synapse: pages over a real database and real files. It refuses to start where Synapse does, and starts healthy where Synapse does: with a wrong signing key, a wrong pepper,
 * without media, with a {@code state_group_id_seq} that is behind.
 */
final class Homeserver implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int DOWN = 503;

    private final Database database;
    private final Supplier<Config> configured;
    private final BooleanSupplier alive;
    private final HttpServer server;
    private final ExecutorService threads;
    private volatile Config config;

    private Homeserver(
            Database database,
            Supplier<Config> configured,
            BooleanSupplier alive,
            HttpServer server,
            ExecutorService threads) {
        this.alive = alive;
        this.database = database;
        this.configured = configured;
        this.server = server;
        this.threads = threads;
    }

    /** Listens; it answers once {@link #up} says so, while it is alive. */
    static Homeserver create(PostgresCluster database, Supplier<Config> configured, BooleanSupplier alive)
            throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        ExecutorService threads = Executors.newFixedThreadPool(3, work -> {
            Thread thread = new Thread(work, "laboratory Synapse");
            thread.setDaemon(true);
            return thread;
        });
        Homeserver homeserver = new Homeserver(new Database(database), configured, alive, server, threads);
        server.setExecutor(threads);
        server.createContext("/", exchange -> homeserver.answer(exchange));
        server.start();
        return homeserver;
    }

    int port() {
        return server.getAddress().getPort();
    }

    /** Starts on what is in its database and configuration now; gives why it does not, or null. */
    String up() {
        try {
            Config now = configured.get();
            String refusal = refusal(now);
            config = refusal == null ? now : null;
            return refusal;
        } catch (SQLException unusable) {
            config = null;
            return unusable.getMessage();
        }
    }

    void down() {
        config = null;
    }

    boolean running() {
        return config != null;
    }

    private String refusal(Config now) throws SQLException {
        List<String> locale = database.texts(
                "select datcollate || ' ' || datctype from pg_database where datname = current_database()");
        if (!locale.equals(List.of("C C"))) {
            return "IncorrectDatabaseSetup: database has incorrect collation of '" + locale + "'. Should be 'C'";
        }
        if (database.count("select compat_version from schema_compat_version") > now.schema()) {
            return "Cannot use this database as it is too new for the server to understand";
        }
        List<String> foreign =
                database.texts("select name from users where name not like '%:' || ? limit 1", now.serverName());
        if (!foreign.isEmpty()) {
            return "Found users in database not native to " + now.serverName()
                    + "! You cannot change a synapse server_name after it's been configured";
        }
        long last = database.count("select last_value from events_stream_seq");
        return database.count("select coalesce(max(stream_ordering), 0) from events") > last
                ? "Postgres sequence 'events_stream_seq' is inconsistent with associated table 'events'"
                : null;
    }

    private void answer(HttpExchange exchange) throws IOException {
        Config now = alive.getAsBoolean() ? config : null;
        if (now == null) {
            exchange.getRequestBody().readAllBytes();
            reply(exchange, DOWN, Map.of("error", "no server"));
            return;
        }
        try {
            String path = exchange.getRequestURI().getPath();
            if (path.startsWith("/_synapse/admin/")) {
                admin(exchange, path);
            } else {
                client(exchange, path, now);
            }
        } catch (SQLException failure) {
            reply(exchange, 500, Map.of("error", String.valueOf(failure.getMessage())));
        }
    }

    private void client(HttpExchange exchange, String path, Config now) throws IOException, SQLException {
        if (path.startsWith("/_matrix/client/v1/media/download/")) {
            media(exchange, path.substring(path.lastIndexOf('/') + 1), now);
        } else if (path.startsWith("/_matrix/client/v3/directory/room/")) {
            String alias = path.substring("/_matrix/client/v3/directory/room/".length());
            one(exchange, "room_id", database.texts("select room_id from room_aliases where room_alias = ?", alias));
        } else {
            switch (path) {
                case "/health" -> text(exchange, "OK");
                case "/_matrix/client/versions" -> reply(exchange, 200, Map.of("versions", List.of("v1.11")));
                case "/_matrix/federation/v1/version" ->
                    reply(exchange, 200, Map.of("server", Map.of("name", "Synapse", "version", now.version())));
                case "/_matrix/key/v2/server" -> reply(exchange, 200, keys(now));
                case "/_matrix/client/v3/account/whoami" -> one(exchange, "user_id", caller(exchange));
                case "/_matrix/client/v3/login" -> login(exchange, now);
                case "/.well-known/matrix/server" ->
                    reply(exchange, 200, Map.of("m.server", "matrix." + now.serverName() + ":443"));
                case "/api/report" -> reply(exchange, 200, Map.of("FederationOK", true));
                default -> reply(exchange, 404, Map.of("errcode", "M_UNRECOGNIZED"));
            }
        }
    }

    private void admin(HttpExchange exchange, String path) throws IOException, SQLException {
        List<String> caller = caller(exchange);
        if (caller.isEmpty() || database.count("select admin from users where name = ?", caller.get(0)) != 1) {
            reply(exchange, 403, Map.of("errcode", "M_FORBIDDEN"));
            return;
        }
        switch (path) {
            case "/_synapse/admin/v1/background_updates/status" ->
                reply(exchange, 200, Map.of("enabled", true, "current_updates", updates()));
            case "/_synapse/admin/v2/users" ->
                reply(exchange, 200, Map.of("total", database.count("select count(*) from users")));
            case "/_synapse/admin/v1/rooms" ->
                reply(exchange, 200, Map.of("total_rooms", database.count("select count(*) from rooms")));
            case "/_synapse/admin/v1/background_updates/start_job" -> {
                database.texts(
                        "insert into user_directory select name, null, name, null from users on conflict do nothing");
                reply(exchange, 200, Map.of());
            }
            default -> reply(exchange, 404, Map.of("errcode", "M_UNRECOGNIZED"));
        }
    }

    private Map<String, Object> updates() throws SQLException {
        Map<String, Object> updates = new java.util.TreeMap<>();
        database.texts("select update_name from background_updates").forEach(name -> updates.put("master", name));
        return updates;
    }

    private List<String> caller(HttpExchange exchange) throws SQLException {
        String header = exchange.getRequestHeaders().getFirst("Authorization");
        return header == null
                ? List.of()
                : database.texts(
                        "select user_id from access_tokens where token = ?", header.replaceFirst("^Bearer ", ""));
    }

    private void login(HttpExchange exchange, Config now) throws IOException, SQLException {
        if (exchange.getRequestMethod().equals("GET")) {
            String flow = now.delegated() ? "m.login.sso" : "m.login.password";
            reply(exchange, 200, Map.of("flows", List.of(Map.of("type", flow))));
            return;
        }
        JsonNode asked = JSON.readTree(exchange.getRequestBody());
        String user = "@" + asked.at("/identifier/user").asText() + ":" + now.serverName();
        List<String> hash = database.texts("select password_hash from users where name = ?", user);
        boolean right = hash.equals(List.of(hash(asked.path("password").asText(), now.pepper())));
        if (now.delegated()) {
            reply(exchange, 404, Map.of("errcode", "M_UNRECOGNIZED"));
        } else if (right) {
            reply(exchange, 200, Map.of("user_id", user, "access_token", "syt_fresh"));
        } else {
            reply(exchange, 403, Map.of("errcode", "M_FORBIDDEN", "error", "Invalid username or password"));
        }
    }

    /** In the place of bcrypt, which takes the pepper in the same way: appended to the password. */
    static String hash(String password, String pepper) {
        return HexFormat.of().formatHex(digest(password + pepper));
    }

    /** In the place of Ed25519: what is published follows from the seed alone. */
    private static Map<String, Object> keys(Config now) {
        String[] key = now.signingKey().strip().split(" ");
        String published = Base64.getEncoder().withoutPadding().encodeToString(digest(key[2]));
        return Map.of(
                "server_name",
                now.serverName(),
                "verify_keys",
                Map.of(key[0] + ":" + key[1], Map.of("key", published)));
    }

    private static byte[] digest(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException never) {
            throw new IllegalStateException(never);
        }
    }

    private void media(HttpExchange exchange, String id, Config now) throws IOException {
        Path file = now.media().resolve("local_content").resolve(Media.path(id));
        if (Files.exists(file)) {
            Answer.send(exchange, 200, "application/octet-stream", Files.readAllBytes(file));
        } else {
            reply(exchange, 404, Map.of("errcode", "M_NOT_FOUND"));
        }
    }

    private static void one(HttpExchange exchange, String name, List<String> found) throws IOException {
        reply(
                exchange,
                found.isEmpty() ? 404 : 200,
                found.isEmpty() ? Map.of("errcode", "M_NOT_FOUND") : Map.of(name, found.get(0)));
    }

    private static void text(HttpExchange exchange, String text) throws IOException {
        Answer.send(exchange, 200, "text/plain", text.getBytes(StandardCharsets.UTF_8));
    }

    private static void reply(HttpExchange exchange, int status, Object body) throws IOException {
        Answer.send(exchange, status, "application/json", JSON.writeValueAsBytes(body));
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
