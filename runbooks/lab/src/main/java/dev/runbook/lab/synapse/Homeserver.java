package dev.runbook.lab.synapse;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * A stand-in for Synapse: pages over a real database and real files. It refuses to start where Synapse does, and starts healthy where Synapse does: with a wrong signing key, a wrong pepper,
 * without media, with a {@code state_group_id_seq} that is behind. While it runs it writes, asked or not.
 */
final class Homeserver implements AutoCloseable {
    private static final int DOWN = 503;
    private static final int THREADS = 4;
    private static final long HEARTBEAT_MILLIS = 250;

    private final Database database;
    private final Supplier<Config> configured;
    private final BooleanSupplier alive;
    private final HttpServer server;
    private final ScheduledExecutorService threads;
    private volatile Config config;

    private Homeserver(
            Database database,
            Supplier<Config> configured,
            BooleanSupplier alive,
            HttpServer server,
            ScheduledExecutorService threads) {
        this.alive = alive;
        this.database = database;
        this.configured = configured;
        this.server = server;
        this.threads = threads;
    }

    /** Listens; it answers once {@link #up} says so, while it is alive. */
    static Homeserver create(Database database, Supplier<Config> configured, BooleanSupplier alive) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        ScheduledExecutorService threads = Executors.newScheduledThreadPool(THREADS, work -> {
            Thread thread = new Thread(work, "laboratory Synapse");
            thread.setDaemon(true);
            return thread;
        });
        Homeserver homeserver = new Homeserver(database, configured, alive, server, threads);
        server.setExecutor(threads);
        server.createContext("/", homeserver::answer);
        server.start();
        threads.scheduleWithFixedDelay(homeserver::write, HEARTBEAT_MILLIS, HEARTBEAT_MILLIS, TimeUnit.MILLISECONDS);
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
        } catch (SQLException | IOException unusable) {
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

    /** What it was started with; null: it was not, or its machine has stopped it. */
    Config answers() {
        return alive.getAsBoolean() ? config : null;
    }

    private String refusal(Config now) throws SQLException, IOException {
        if (database.count("select compat_version from schema_compat_version") > now.schema()) {
            return "Cannot use this database as it is too new for the server to understand";
        }
        List<String> foreign =
                database.texts("select name from users where name not like '%:' || ? limit 1", now.serverName());
        if (!foreign.isEmpty()) {
            return "Found users in database not native to " + now.serverName()
                    + "! You cannot change a synapse server_name after it's been configured";
        }
        return database.unfit();
    }

    /** What Synapse does by itself, in the place of all of it. */
    private void write() {
        if (answers() == null) {
            return;
        }
        try {
            database.texts(
                    "insert into worker_locks (lock_name, lock_key, token) values ('heartbeat', ?, '') on conflict do nothing",
                    Long.toString(System.nanoTime()));
        } catch (SQLException | IOException busy) {
            // its database is being emptied, or is gone: the next one may succeed
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        Config now = answers();
        if (now == null) {
            exchange.getRequestBody().readAllBytes();
            Pages.reply(exchange, DOWN, Map.of("error", "no server"));
            return;
        }
        try {
            new Pages(exchange, database, now).answer();
        } catch (SQLException failure) {
            Pages.reply(exchange, 500, Map.of("error", String.valueOf(failure.getMessage())));
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
