package dev.runbook.lab.hipchat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.runbook.lab.product.Service;
import dev.runbook.lab.server.HostFolder;
import dev.runbook.lab.server.PostgresCluster;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The new server's web pages. {@code /} and {@code /health} always answer; {@code /chat}, from which clients start, only when the services run
 * under the name that the client asked for; {@code /setup} is the last page of the wizard; {@code /search?name=} searches users as user.php says.
 */
final class WebFront implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HostFolder node;
    private final PostgresCluster database;
    private final HttpServer server;
    private final ExecutorService threads;

    private WebFront(HostFolder node, PostgresCluster database, HttpServer server, ExecutorService threads) {
        this.node = node;
        this.database = database;
        this.server = server;
        this.threads = threads;
    }

    static WebFront start(HostFolder node, PostgresCluster database) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        ExecutorService threads = Executors.newFixedThreadPool(2, work -> {
            Thread thread = new Thread(work, "laboratory web");
            thread.setDaemon(true);
            return thread;
        });
        WebFront front = new WebFront(node, database, server, threads);
        server.setExecutor(threads);
        server.createContext("/", exchange -> front.answer(exchange));
        server.start();
        return front;
    }

    int port() {
        return server.getAddress().getPort();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try {
            switch (exchange.getRequestURI().getPath()) {
                case "/" -> reply(exchange, 200, Map.of("page", "administration"));
                case "/health" -> reply(exchange, 200, Map.of("status", "ok"));
                case "/chat" -> chat(exchange);
                case "/setup" -> setup(exchange);
                case "/search" -> reply(exchange, 200, search(exchange));
                default -> reply(exchange, 404, Map.of("error", "no such page"));
            }
        } catch (SQLException failure) {
            reply(exchange, 500, Map.of("error", String.valueOf(failure.getMessage())));
        }
    }

    private void chat(HttpExchange exchange) throws IOException {
        String asked = exchange.getRequestHeaders().getFirst("Host").replaceFirst(":[0-9]+$", "");
        String loaded = Service.fqdn(node.root());
        if (asked.equals(loaded)) {
            reply(exchange, 200, Map.of("page", "chat"));
        } else {
            reply(
                    exchange,
                    503,
                    Map.of(
                            "error",
                            "clients cannot load: the services run for '" + loaded + "', not for '" + asked + "'"));
        }
    }

    /** Creates the administrator; sets no {@code fqdn}, whatever the page's field for the host name suggests. */
    private void setup(HttpExchange exchange) throws IOException, SQLException {
        if (exchange.getRequestMethod().equals("POST")) {
            JsonNode form = JSON.readTree(exchange.getRequestBody());
            execute(
                    "insert into users select coalesce(max(id), 0) + 1, ?, 'Administrator', 'administrator', '', 'UTC', 'admin', false, now() from users"
                            + " having not exists (select 1 from configurations where key = 'setup')",
                    form.path("admin").asText());
            execute(
                    "insert into configurations select 'setup', ? where not exists (select 1 from configurations where key = 'setup')",
                    form.path("hostname").asText());
        }
        reply(
                exchange,
                200,
                Map.of(
                        "complete",
                        !texts("select value from configurations where key = 'setup'")
                                .isEmpty()));
    }

    private List<String> search(HttpExchange exchange) throws IOException, SQLException {
        String query = exchange.getRequestURI().getRawQuery();
        String name = URLDecoder.decode(query == null ? "" : query.replaceFirst("^name=", ""), StandardCharsets.UTF_8);
        boolean patched = java.nio.file.Files.readString(node.root().resolve(Machines.USER_MODEL))
                .contains(" ILIKE ");
        String like = patched ? "name ilike ? or email ilike ?" : "name like ? or false and email = ?";
        return texts("select name from users where " + like + " order by id", "%" + name + "%", "%" + name + "%");
    }

    private List<String> texts(String sql, String... values) throws SQLException {
        List<String> texts = new ArrayList<>();
        try (Connection connection = database.connect();
                PreparedStatement statement = bound(connection, sql, values)) {
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    texts.add(rows.getString(1));
                }
            }
        }
        return texts;
    }

    private void execute(String sql, String... values) throws SQLException {
        try (Connection connection = database.connect();
                PreparedStatement statement = bound(connection, sql, values)) {
            statement.executeUpdate();
        }
    }

    private static PreparedStatement bound(Connection connection, String sql, String... values) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < values.length; i++) {
            statement.setString(i + 1, values[i]);
        }
        return statement;
    }

    private static void reply(HttpExchange exchange, int status, Object body) throws IOException {
        byte[] bytes = JSON.writeValueAsBytes(body);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
