package dev.runbook.lab.synapse;

import dev.runbook.lab.server.PostgresCluster;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Synapse's database in PostgreSQL. */
record PostgresDatabase(PostgresCluster server) implements Database {
    @Override
    public List<String> texts(String sql, Object... values) throws SQLException {
        List<String> texts = new ArrayList<>();
        try (Connection connection = server.connect();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            if (statement.execute()) {
                try (ResultSet rows = statement.getResultSet()) {
                    while (rows.next()) {
                        texts.add(rows.getString(1));
                    }
                }
            }
        }
        return texts;
    }

    @Override
    public String unfit() throws SQLException, IOException {
        List<String> locale =
                texts("select datcollate || ' ' || datctype from pg_database where datname = current_database()");
        if (!locale.equals(List.of("C C"))) {
            return "IncorrectDatabaseSetup: database has incorrect collation of '" + locale + "'. Should be 'C'";
        }
        long last = count("select last_value from events_stream_seq");
        return count("select coalesce(max(stream_ordering), 0) from events") > last
                ? "Postgres sequence 'events_stream_seq' is inconsistent with associated table 'events'"
                : null;
    }
}
