package dev.runbook.lab.mattermost.product;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;

/**
 * The product's tables. What it does not find under its own spelling it makes, without a word: on a MySQL that distinguishes cases, a second set beside
 * the tables that Bitnami spells in lower case. A newer program migrates an older schema at its start.
 */
public final class Schema {
    private final Connection database;
    private final boolean mysql;

    public Schema(Connection database) throws SQLException {
        this.database = database;
        this.mysql = !database.getMetaData().getDatabaseProductName().equals("PostgreSQL");
    }

    /** Makes the tables that are missing, and brings {@code db_migrations} up to a version. */
    public void upTo(int version) throws IOException, SQLException {
        try (Statement statement = database.createStatement()) {
            for (String line : statements()) {
                statement.execute(line.replaceFirst("create table", "create table if not exists"));
            }
        }
        migrate(version);
    }

    private List<String> statements() throws IOException {
        try (InputStream resource = Schema.class.getResourceAsStream("schema.sql")) {
            String script = new String(resource.readAllBytes(), StandardCharsets.UTF_8)
                    .replace(":json", mysql ? "json" : "jsonb")
                    .replace(":bytes", mysql ? "mediumblob" : "bytea")
                    .replace(":long", mysql ? "mediumtext" : "text");
            return script.lines()
                    .filter(line -> line.startsWith("create"))
                    .map(line -> line.substring(0, line.length() - 1))
                    .toList();
        }
    }

    private void migrate(int version) throws SQLException {
        try (Statement statement = database.createStatement();
                PreparedStatement insert = database.prepareStatement("insert into db_migrations values (?, ?)")) {
            int from;
            try (ResultSet row = statement.executeQuery("select coalesce(max(Version), 0) from db_migrations")) {
                row.next();
                from = row.getInt(1);
            }
            for (int each = from + 1; each <= version; each++) {
                insert.setInt(1, each);
                insert.setString(2, "migration_" + each);
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    /** Inserts a row. */
    public void insert(String table, Row inserted) throws SQLException {
        Map<String, Object> row = inserted.values();
        String columns = String.join(", ", row.keySet());
        String marks = row.values().stream()
                .map(value -> value instanceof JsonText && !mysql ? "?::jsonb" : "?")
                .reduce((one, two) -> one + ", " + two)
                .orElseThrow();
        try (PreparedStatement insert =
                database.prepareStatement("insert into " + table + " (" + columns + ") values (" + marks + ")")) {
            int at = 1;
            for (Object value : row.values()) {
                insert.setObject(at++, value instanceof JsonText json ? json.text() : value);
            }
            insert.executeUpdate();
        }
    }

    /** A text that is JSON. */
    public record JsonText(String text) {}
}
