package dev.runbook.lab.server;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;

/** A script that lies beside a class, run with its {@code :names} replaced by numbers. */
public final class SqlScript {
    private SqlScript() {}

    public static void run(Connection database, Class<?> beside, String name, Map<String, Integer> numbers)
            throws IOException, SQLException {
        String script = text(beside, name);
        for (Map.Entry<String, Integer> each : numbers.entrySet()) {
            script = script.replaceAll(
                    "(?<!:):" + each.getKey() + "\\b", each.getValue().toString());
        }
        try (Statement statement = database.createStatement()) {
            statement.execute(script);
        }
    }

    /** A script that lies beside a class, as it is. */
    public static String text(Class<?> beside, String name) throws IOException {
        try (InputStream resource = beside.getResourceAsStream(name)) {
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
