package dev.runbook.lab.synapse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import dev.runbook.lab.server.Answer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One request to a {@link Homeserver} that runs.
 *
 * @param config what it was started with
 */
record Pages(HttpExchange exchange, Database database, Config config) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String MEDIA = "/_matrix/client/v1/media/download/";
    private static final String ALIAS = "/_matrix/client/v3/directory/room/";

    void answer() throws IOException, SQLException {
        String path = exchange.getRequestURI().getPath();
        if (path.startsWith("/_synapse/admin/")) {
            admin(path);
        } else if (path.startsWith(MEDIA)) {
            media(path.substring(path.lastIndexOf('/') + 1));
        } else if (path.startsWith(ALIAS)) {
            room(path.substring(ALIAS.length()));
        } else {
            client(path);
        }
    }

    private void client(String path) throws IOException, SQLException {
        switch (path) {
            case "/health" -> text("OK");
            case "/_matrix/client/versions" -> reply(exchange, 200, Map.of("versions", List.of("v1.11")));
            case "/_matrix/federation/v1/version" ->
                reply(exchange, 200, Map.of("server", Map.of("name", "Synapse", "version", config.version())));
            case "/_matrix/key/v2/server" -> keys();
            case "/_matrix/client/v3/account/whoami" -> whoami();
            case "/_matrix/client/v3/login" -> login();
            case "/_matrix/client/v3/user_directory/search" -> people();
            case "/_matrix/client/v3/account/password/email/requestToken" -> forgottenPassword();
            case "/.well-known/matrix/server" ->
                reply(exchange, 200, Map.of("m.server", config.outside().wellKnown()));
            case "/.well-known/matrix/client" ->
                reply(
                        exchange,
                        200,
                        Map.of(
                                "m.homeserver",
                                Map.of("base_url", config.outside().clients())));
            case "/api/report" ->
                reply(exchange, 200, Map.of("FederationOK", config.outside().reached()));
            default -> reply(exchange, 404, Map.of("errcode", "M_UNRECOGNIZED"));
        }
    }

    private void whoami() throws IOException, SQLException {
        List<String> caller = caller();
        reply(
                exchange,
                caller.isEmpty() ? 401 : 200,
                caller.isEmpty() ? Map.of("errcode", "M_UNKNOWN_TOKEN") : Map.of("user_id", caller.get(0)));
    }

    private void keys() throws IOException {
        Map<String, Object> keys = new TreeMap<>();
        keys.put("server_name", config.serverName());
        keys.put("verify_keys", Secrets.published(config.carried().signingKey()));
        keys.put("old_verify_keys", JSON.readTree(config.carried().oldSigningKeys()));
        reply(exchange, 200, keys);
    }

    private void forgottenPassword() throws IOException {
        if (MailServer.greets(config.outside().mail())) {
            reply(exchange, 200, Map.of("sid", "1"));
        } else {
            reply(exchange, 500, Map.of("error", "An error was encountered when sending the email"));
        }
    }

    private void admin(String path) throws IOException, SQLException {
        List<String> caller = caller();
        if (caller.isEmpty()) {
            reply(exchange, 401, Map.of("errcode", "M_UNKNOWN_TOKEN"));
            return;
        }
        if (database.count("select count(*) from users where admin = 1 and name = ?", caller.get(0)) != 1) {
            reply(exchange, 403, Map.of("errcode", "M_FORBIDDEN"));
            return;
        }
        switch (path) {
            case "/_synapse/admin/v1/background_updates/status" ->
                reply(exchange, 200, Map.of("enabled", true, "current_updates", updates()));
            case "/_synapse/admin/v2/users" ->
                reply(exchange, 200, Map.of("total", database.count("select count(*) from users where " + shown())));
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

    /** Deactivated ones are left out unless asked for. */
    private String shown() {
        String query = String.valueOf(exchange.getRequestURI().getQuery());
        return query.contains("deactivated=true") ? "1 = 1" : "deactivated = 0";
    }

    private Map<String, Object> updates() throws SQLException, IOException {
        Map<String, Object> updates = new TreeMap<>();
        database.texts("select update_name from background_updates").forEach(name -> updates.put("master", name));
        return updates;
    }

    private List<String> caller() throws SQLException, IOException {
        String header = exchange.getRequestHeaders().getFirst("Authorization");
        String token = header == null ? "" : header.replaceFirst("^Bearer ", "");
        String guest = Secrets.guestOf(token, config.carried().macaroon());
        return guest != null
                ? List.of(guest)
                : database.texts(
                        "select user_id from access_tokens where token = ? and (valid_until_ms is null or valid_until_ms > cast(? as bigint))",
                        token,
                        config.clock().millis());
    }

    private void login() throws IOException, SQLException {
        if (exchange.getRequestMethod().equals("GET")) {
            String flow = config.delegated() ? "m.login.sso" : "m.login.password";
            reply(exchange, 200, Map.of("flows", List.of(Map.of("type", flow))));
            return;
        }
        JsonNode asked = JSON.readTree(exchange.getRequestBody());
        String user = "@" + asked.at("/identifier/user").asText() + ":" + config.serverName();
        List<String> hash = database.texts("select password_hash from users where name = ?", user);
        boolean right = hash.equals(List.of(
                Secrets.hash(asked.path("password").asText(), config.carried().pepper())));
        if (config.delegated()) {
            reply(exchange, 404, Map.of("errcode", "M_UNRECOGNIZED"));
        } else if (right) {
            reply(exchange, 200, Map.of("user_id", user, "access_token", "syt_fresh"));
        } else {
            reply(exchange, 403, Map.of("errcode", "M_FORBIDDEN", "error", "Invalid username or password"));
        }
    }

    private void people() throws IOException, SQLException {
        String term =
                JSON.readTree(exchange.getRequestBody()).path("search_term").asText();
        List<Map<String, String>> found = database
                .texts("select user_id from user_directory where user_id like '%' || ? || '%' order by 1", term)
                .stream()
                .map(each -> Map.of("user_id", each))
                .toList();
        reply(exchange, 200, Map.of("limited", false, "results", found));
    }

    /** A room of another server is found there, by who may talk to it. */
    private void room(String alias) throws IOException, SQLException {
        if (alias.endsWith(":" + config.serverName())) {
            one("room_id", database.texts("select room_id from room_aliases where room_alias = ?", alias));
        } else if (config.outside().federates()) {
            one("room_id", List.of("!elsewhere:other.example"));
        } else {
            reply(exchange, 502, Map.of("errcode", "M_UNKNOWN", "error", "Failed to fetch alias"));
        }
    }

    private void media(String id) throws IOException {
        Path local = config.media().resolve("local_content").resolve(Media.path(id));
        Path remote = config.bucket() == null
                ? local
                : config.bucket().resolve("local_content").resolve(Media.path(id));
        Path file = Files.exists(local) ? local : remote;
        if (Files.exists(file)) {
            Answer.send(exchange, 200, "application/octet-stream", Files.readAllBytes(file));
        } else {
            reply(exchange, 404, Map.of("errcode", "M_NOT_FOUND"));
        }
    }

    private void one(String name, List<String> found) throws IOException {
        reply(
                exchange,
                found.isEmpty() ? 404 : 200,
                found.isEmpty() ? Map.of("errcode", "M_NOT_FOUND") : Map.of(name, found.get(0)));
    }

    private void text(String text) throws IOException {
        Answer.send(exchange, 200, "text/plain", text.getBytes(StandardCharsets.UTF_8));
    }

    static void reply(HttpExchange exchange, int status, Object body) throws IOException {
        Answer.send(exchange, status, "application/json", JSON.writeValueAsBytes(body));
    }
}
