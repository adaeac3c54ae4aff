package dev.runbook.lab.synapse;

import java.io.IOException;
import java.sql.SQLException;
import java.util.List;

/** Synapse's own view of its database: short questions, each over a connection of its own. */
interface Database {
    /** The first column of what a statement gives, if it gives anything. */
    List<String> texts(String sql, Object... values) throws SQLException, IOException;

    /** Why Synapse does not start on a database of this kind, or null. */
    String unfit() throws SQLException, IOException;

    default long count(String sql, Object... values) throws SQLException, IOException {
        return Long.parseLong(texts(sql, values).get(0));
    }
}
