package dev.runbook.lab.product;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** The product's services: they learn the server's name from the database when they start, and at no other time. */
public final class Service {
    private static final String LOADED = "hipchat/run/fqdn";

    private final Path home;
    private final NodeConfig config;

    Service(Path home, NodeConfig config) {
        this.home = home;
        this.config = config;
    }

    void restart() throws IOException, SQLException {
        try (Connection connection = config.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select value from configurations where key = 'fqdn'")) {
            Path loaded = home.resolve(LOADED);
            Files.createDirectories(loaded.getParent());
            Files.writeString(loaded, row.next() ? row.getString(1) : "");
        }
    }

    /** The name with which the services of a machine run; empty where there is none. */
    public static String fqdn(Path home) throws IOException {
        Path loaded = home.resolve(LOADED);
        return Files.exists(loaded) ? Files.readString(loaded).trim() : "";
    }
}
