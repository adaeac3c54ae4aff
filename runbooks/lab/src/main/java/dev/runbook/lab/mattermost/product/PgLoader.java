package dev.runbook.lab.mattermost.product;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A stand-in for {@code pgloader} 3.6 with the vendor's file: it carries rows, not tables, and leaves out the product's own. Meanwhile the schema has the
 * name of MySQL's database; what stays is a {@code search_path} of the whole database that leads there. It can die at a table, with status 0.
 */
public final class PgLoader {
    private static final Set<String> LEFT_OUT =
            Set.of("schema_migrations", "db_migrations", "db_lock", "configurations", "configurationfiles");

    /** The table, as a property of the program, at which it loses MySQL. */
    private static final String DIES = "pgloader.dies";

    private final Connection mysql;
    private final Connection postgres;

    private PgLoader(Connection mysql, Connection postgres) {
        this.mysql = mysql;
        this.postgres = postgres;
    }

    public static void main(String[] arguments) throws Exception {
        Map<String, String> ends = Files.readAllLines(Path.of(arguments[0])).stream()
                .map(line -> line.strip().split(" ", 2))
                .filter(words -> words.length == 2)
                .collect(Collectors.toMap(words -> words[0], words -> words[1]));
        DataSource from = DataSource.parse(ends.get("FROM"));
        try (Connection mysql = from.connect();
                Connection postgres = DataSource.parse(ends.get("INTO")).connect()) {
            new PgLoader(mysql, postgres).load(mysql.getCatalog());
        }
        System.out.println("Total import time          ✓");
    }

    private void load(String name) throws SQLException {
        execute("alter schema public rename to " + name);
        execute("do $$ begin execute format('alter database %I set search_path = " + name
                + "', current_database()); end $$");
        execute("set search_path = " + name);
        for (String table : tables()) {
            if (!LEFT_OUT.contains(table.toLowerCase(Locale.ROOT))) {
                System.out.println("COPY " + table.toLowerCase(Locale.ROOT));
                if (table.equalsIgnoreCase(System.getProperty(DIES))) {
                    Runtime.getRuntime().halt(0);
                }
                copy(table);
            }
        }
        execute("alter schema " + name + " rename to public");
        execute("alter role current_user set search_path = public");
    }

    private List<String> tables() throws SQLException {
        List<String> tables = new ArrayList<>();
        try (Statement statement = mysql.createStatement();
                ResultSet rows = statement.executeQuery(
                        "select table_name from information_schema.tables where table_schema = database() order by 1")) {
            while (rows.next()) {
                tables.add(rows.getString(1));
            }
        }
        return tables;
    }

    private void copy(String table) throws SQLException {
        try (Statement statement = mysql.createStatement();
                ResultSet rows = statement.executeQuery("select * from `" + table + "`")) {
            ResultSetMetaData columns = rows.getMetaData();
            List<String> names = new ArrayList<>();
            List<String> marks = new ArrayList<>();
            for (int i = 1; i <= columns.getColumnCount(); i++) {
                names.add(columns.getColumnName(i).toLowerCase(Locale.ROOT));
                marks.add(json(table, names.get(i - 1)) ? "?::jsonb" : "?");
            }
            String sql = "insert into " + table.toLowerCase(Locale.ROOT) + " (" + String.join(", ", names)
                    + ") values (" + String.join(", ", marks) + ")";
            try (PreparedStatement insert = postgres.prepareStatement(sql)) {
                while (rows.next()) {
                    for (int i = 1; i <= names.size(); i++) {
                        insert.setObject(i, rows.getObject(i));
                    }
                    insert.addBatch();
                }
                insert.executeBatch();
            }
        }
    }

    private boolean json(String table, String column) throws SQLException {
        String sql =
                "select 1 from information_schema.columns where table_name = ? and column_name = ? and data_type = 'jsonb'";
        try (PreparedStatement select = postgres.prepareStatement(sql)) {
            select.setString(1, table.toLowerCase(Locale.ROOT));
            select.setString(2, column);
            return select.executeQuery().next();
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = postgres.createStatement()) {
            statement.execute(sql);
        }
    }
}
