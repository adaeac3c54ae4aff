package dev.runbook.lab.mattermost.product;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** A stand-in for the vendor's {@code migration-assist}: looks at MySQL, makes the schema of PostgreSQL, writes pgloader's file, makes indexes. */
public final class MigrationAssist {
    private MigrationAssist() {}

    public static void main(String[] arguments) throws Exception {
        List<String> words = new ArrayList<>(List.of(arguments));
        String verb = words.isEmpty() ? "" : words.remove(0);
        boolean after = words.remove("post-migrate");
        List<String> addresses =
                words.stream().filter(word -> !word.startsWith("--")).toList();
        switch (verb) {
            case "mysql" -> ready(DataSource.parse(addresses.get(0)));
            case "postgres" -> {
                try (Connection database = DataSource.parse(addresses.get(0)).connect()) {
                    if (after) {
                        index(database);
                    } else {
                        new Schema(database).upTo(Release.RUNNING.schema());
                    }
                }
            }
            case "pgloader" ->
                System.out.printf(
                        "LOAD DATABASE%n  FROM %s%n  INTO %s%n", value(words, "--mysql="), value(words, "--postgres="));
            default -> {
                System.err.println("Error: unknown command \"" + verb + "\" for \"migration-assist\"");
                System.exit(1);
            }
        }
    }

    private static String value(List<String> words, String option) {
        return words.stream()
                .filter(word -> word.startsWith(option))
                .findFirst()
                .orElseThrow()
                .substring(option.length());
    }

    private static void ready(DataSource mysql) throws SQLException {
        try (Connection database = mysql.connect();
                Statement statement = database.createStatement();
                ResultSet row =
                        statement.executeQuery("select count(*) from Posts where Props like '%\\\\\\\\u0000%'")) {
            row.next();
            if (row.getLong(1) > 0) {
                System.err.println("found unsupported unicode characters in Posts.Props; run again with --fix-unicode");
                System.exit(1);
            }
            System.out.println("the database is ready");
        }
    }

    private static void index(Connection database) throws SQLException {
        try (Statement statement = database.createStatement()) {
            statement.execute(
                    "create index if not exists idx_posts_message_txt on posts using gin (to_tsvector('english', message))");
        }
        System.out.println("indexes created");
    }
}
