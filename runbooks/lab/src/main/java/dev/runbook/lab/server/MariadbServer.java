package dev.runbook.lab.server;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** The machine's own MariaDB (Debian's mariadb-server) with data of its own and one database, whose user must give a password. */
public final class MariadbServer implements AutoCloseable {
    private static final int PATIENCE = 300;
    private static final int PAUSE_MILLIS = 100;

    private final Process process;
    private final int port;
    private final String name;
    private final String user;
    private final String password;

    private MariadbServer(Process process, int port, String name, String user, String password) {
        this.process = process;
        this.port = port;
        this.name = name;
        this.user = user;
        this.password = password;
    }

    /**
     * Starts it; nothing here outlives the laboratory.
     *
     * @param lowerCase whether names of tables are kept in lower case, as Bitnami sets it up
     */
    public static MariadbServer start(
            Path folder, String mark, boolean lowerCase, String name, String user, String password)
            throws IOException, InterruptedException, SQLException {
        Path data = Files.createDirectories(folder).resolve("data");
        String names = "--lower-case-table-names=" + (lowerCase ? 1 : 0);
        List<String> common = new ArrayList<>(List.of("--no-defaults", "--datadir=" + data, names));
        if (System.getProperty("user.name").equals("root")) {
            common.add("--user=root");
        }
        Process install = builder(
                        folder,
                        mark,
                        "mariadb-install-db",
                        common,
                        "--auth-root-authentication-method=normal",
                        "--skip-test-db")
                .start();
        if (install.waitFor() != 0) {
            throw new IOException(
                    "mariadb-install-db failed: " + Files.readString(folder.resolve("mariadb-install-db.log")));
        }
        int port = Ports.free();
        Process process = builder(
                        folder,
                        mark,
                        "mariadbd",
                        common,
                        "--port=" + port,
                        "--bind-address=127.0.0.1",
                        "--socket=" + folder.resolve("s"),
                        "--innodb-flush-log-at-trx-commit=0",
                        "--skip-log-bin")
                .start();
        MariadbServer server = new MariadbServer(process, port, name, user, password);
        server.make();
        return server;
    }

    private static ProcessBuilder builder(
            Path folder, String mark, String program, List<String> common, String... own) {
        List<String> words = new ArrayList<>(List.of(OwnSession.around(program).toArray(String[]::new)));
        words.addAll(common);
        words.addAll(List.of(own));
        ProcessBuilder builder = new ProcessBuilder(words)
                .redirectErrorStream(true)
                .redirectOutput(Redirect.to(folder.resolve(program + ".log").toFile()));
        builder.environment().put(Sweep.MARK, mark);
        builder.environment().merge("PATH", HostFolder.SYSTEM_PATH, (old, system) -> old + ":" + system);
        return builder;
    }

    private void make() throws SQLException, InterruptedException {
        try (Connection root = patiently();
                Statement statement = root.createStatement()) {
            statement.execute("create database " + name + " character set utf8mb4");
            statement.execute("create user " + user + "@'%' identified by '" + password + "'");
            statement.execute("grant all on " + name + ".* to " + user + "@'%'");
        }
    }

    private Connection patiently() throws SQLException, InterruptedException {
        for (int attempt = 1; ; attempt++) {
            try {
                return DriverManager.getConnection("jdbc:mariadb://127.0.0.1:" + port + "/", "root", "");
            } catch (SQLException notYet) {
                if (attempt == PATIENCE || !process.isAlive()) {
                    throw notYet;
                }
                Thread.sleep(PAUSE_MILLIS);
            }
        }
    }

    /** The JDBC URL without user and password. */
    public String url() {
        return "jdbc:mariadb://127.0.0.1:" + port + "/" + name;
    }

    public int port() {
        return port;
    }

    public String name() {
        return name;
    }

    public String user() {
        return user;
    }

    public String password() {
        return password;
    }

    /** A connection as the user of the database. */
    public Connection connect() throws SQLException {
        return DriverManager.getConnection(url(), user, password);
    }

    @Override
    public void close() {
        process.destroy();
        Ended.await(process);
    }
}
