package dev.runbook.lab.mattermost.product;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** A stand-in for the vendor's {@code migration-assist}: looks at MySQL, makes the schema of PostgreSQL, writes pgloader's file, makes indexes. */
public final class MigrationAssist {
    /** Columns that older releases made wider on MySQL: table, column, and how many characters PostgreSQL takes. */
    private static final String[][] VARCHARS = {
        {"Audits", "Action", "512"},
        {"Audits", "ExtraInfo", "1024"},
        {"FileInfo", "Name", "256"},
        {"FileInfo", "Path", "512"},
        {"LinkMetadata", "URL", "2048"},
        {"Sessions", "DeviceId", "512"}
    };

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
        List<String> found = new ArrayList<>();
        try (Connection connection = mysql.connect()) {
            Statements database = new Statements(connection);
            if (database.number("select count(*) from Posts where Props like '%\\\\\\\\u0000%'") > 0) {
                found.add("found unsupported unicode characters in Posts.Props; run again with --fix-unicode");
            }
            for (String[] each : VARCHARS) {
                String longer = "select count(*) from " + each[0] + " where char_length(" + each[1] + ") > " + each[2];
                if (database.number(longer) > 0) {
                    found.add("found texts longer than varchar(" + each[2] + ") in " + each[0] + "." + each[1]
                            + "; run again with --fix-varchar");
                }
            }
        }
        found.forEach(System.err::println);
        if (!found.isEmpty()) {
            System.exit(1);
        }
        System.out.println("the database is ready");
    }

    private static void index(Connection database) throws SQLException {
        try (Statement statement = database.createStatement()) {
            statement.execute(
                    "create index if not exists idx_posts_message_txt on posts using gin (to_tsvector('english', message))");
        }
        System.out.println("indexes created");
    }
}
