package dev.runbook.lab.synapse;

import dev.runbook.lab.server.PostgresCluster;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Synapse's own view of its database: short questions, each over a connection of its own. */
record Database(PostgresCluster server) {
    List<String> texts(String sql, Object... values) throws SQLException {
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

    long count(String sql, Object... values) throws SQLException {
        return Long.parseLong(texts(sql, values).get(0));
    }
}
