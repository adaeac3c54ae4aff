package dev.runbook.lab.mattermost.product;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Queries and changes with parameters; a row that is found is a map by column, in lower case. */
final class Statements {
    private final Connection database;

    Statements(Connection database) {
        this.database = database;
    }

    List<Map<String, Object>> all(String sql, Object... values) throws SQLException {
        try (PreparedStatement select = prepared(sql, values);
                ResultSet found = select.executeQuery()) {
            List<Map<String, Object>> rows = new ArrayList<>();
            while (found.next()) {
                Map<String, Object> row = new TreeMap<>();
                for (int i = 1; i <= found.getMetaData().getColumnCount(); i++) {
                    row.put(found.getMetaData().getColumnLabel(i).toLowerCase(Locale.ROOT), found.getObject(i));
                }
                rows.add(row);
            }
            return rows;
        }
    }

    /** The first column of the first row as text, or nothing. */
    String text(String sql, Object... values) throws SQLException {
        try (PreparedStatement select = prepared(sql, values);
                ResultSet found = select.executeQuery()) {
            return found.next() && found.getString(1) != null ? found.getString(1) : "";
        }
    }

    long number(String sql, Object... values) throws SQLException {
        return Long.parseLong(text(sql, values));
    }

    int change(String sql, Object... values) throws SQLException {
        try (PreparedStatement update = prepared(sql, values)) {
            return update.executeUpdate();
        }
    }

    private PreparedStatement prepared(String sql, Object... values) throws SQLException {
        PreparedStatement statement = database.prepareStatement(sql);
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
        return statement;
    }
}
