package dev.runbook.lab.server;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/**
 * A PostgreSQL server of its own with one database, whose owner must give a password. It is asked for in the way of old servers (MD5): a move
 * connects for each query, and the 4096 rounds of SCRAM on each were a quarter of all its work.
 */
public final class PostgresCluster implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final EmbeddedPostgres server;
    private final String name;
    private final String user;
    private final String password;

    private PostgresCluster(EmbeddedPostgres server, String name, String user, String password) {
        this.server = server;
        this.name = name;
        this.user = user;
        this.password = password;
    }

    /** Starts it with a database whose owner has the same name. */
    public static PostgresCluster start(Path folder, Path binaries, String name, String password)
            throws IOException, SQLException {
        return start(folder, binaries, name, name, password);
    }

    /** Starts it with its files in {@code folder}; durability is off, since nothing here outlives the laboratory. */
    public static PostgresCluster start(Path folder, Path binaries, String name, String user, String password)
            throws IOException, SQLException {
        Files.createDirectories(binaries);
        EmbeddedPostgres server = EmbeddedPostgres.builder()
                .setOverrideWorkingDirectory(binaries.toFile())
                .setDataDirectory(folder)
                .setDataDirectoryCustomizer(data -> onlyWithPassword(data.toPath(), user))
                .setRegisterShutdownHook(false)
                .setLocaleConfig("locale", "C")
                .setServerConfig("fsync", "off")
                .setServerConfig("full_page_writes", "off")
                .setServerConfig("synchronous_commit", "off")
                .setServerConfig("password_encryption", "md5")
                .setServerConfig("shared_buffers", "32MB")
                .setServerConfig("unix_socket_directories", "")
                .setOutputRedirector(Redirect.DISCARD)
                .setErrorRedirector(Redirect.DISCARD)
                .setPGStartupWait(PATIENCE)
                .start();
        PostgresCluster cluster = new PostgresCluster(server, name, user, password);
        try (Connection admin = server.getPostgresDatabase().getConnection();
                Statement statement = admin.createStatement()) {
            statement.execute("create role " + user + " login password '" + password + "'");
            statement.execute("create database " + name + " owner " + user);
        }
        return cluster;
    }

    private static void onlyWithPassword(Path data, String user) {
        try {
            Path rules = data.resolve("pg_hba.conf");
            String line = "host all " + user + " 127.0.0.1/32 md5\n";
            Files.writeString(rules, line + Files.readString(rules));
        } catch (IOException failure) {
            throw new UncheckedIOException("The laboratory cannot write PostgreSQL's pg_hba.conf in " + data, failure);
        }
    }

    public int port() {
        return server.getPort();
    }

    /** The JDBC URL without user and password. */
    public String url() {
        return "jdbc:postgresql://127.0.0.1:" + port() + "/" + name;
    }

    public String user() {
        return user;
    }

    public String password() {
        return password;
    }

    /** A connection as the owner. */
    public Connection connect() throws SQLException {
        return DriverManager.getConnection(url(), user, password);
    }

    /** A connection to the same database as the server's superuser. */
    public Connection superuser() throws SQLException {
        return server.getDatabase("postgres", name).getConnection();
    }

    /** The database anew and empty, in another locale: {@code C.UTF-8}, say. */
    public void recreate(String locale) throws SQLException {
        try (Connection admin = server.getPostgresDatabase().getConnection();
                Statement statement = admin.createStatement()) {
            statement.execute("drop database " + name + " with (force)");
            statement.execute("create database " + name + " owner " + user
                    + " template template0 encoding 'UTF8' lc_collate '" + locale + "' lc_ctype '" + locale + "'");
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
