package dev.runbook.lab.product;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The Data Center's tables. Messages lie in one table a month and kind: {@code "muc-2018.03"}, {@code "private-2018.03"}. */
final class DestinationTables {
    private static final Pattern HISTORY = Pattern.compile("(users|rooms)/([0-9]+)/.*");

    private final Connection database;
    private final ProductLog log;
    private final Map<String, PreparedStatement> months = new HashMap<>();

    DestinationTables(Connection database, ProductLog log) {
        this.database = database;
        this.log = log;
    }

    /** Everything goes, the configuration too: with it the row {@code fqdn}, and the mark that the wizard was completed. */
    void truncate() throws SQLException {
        log.line("Truncating data in database");
        try (Statement statement = database.createStatement()) {
            statement.execute("truncate users, rooms, emoticons, preferences, configurations");
            for (String table : monthly(statement)) {
                String what = table.startsWith("muc-") ? "room" : "1-1";
                log.line("Cleaning " + what + " messages for " + table.substring(table.indexOf('-') + 1));
                statement.execute("drop table \"" + table + "\"");
            }
        }
    }

    private static List<String> monthly(Statement statement) throws SQLException {
        List<String> tables = new ArrayList<>();
        String sql =
                "select table_name from information_schema.tables where table_name like 'muc-%' or table_name like 'private-%' order by 1";
        try (ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                tables.add(rows.getString(1));
            }
        }
        return tables;
    }

    /** What happens to a user's files once the user is there. */
    interface Files {
        void of(int user) throws IOException;
    }

    void users(JsonNode list, Files files) throws SQLException, IOException {
        String sql = "insert into users values (?, ?, ?, ?, ?, ?, ?, ?, ?::timestamptz)";
        try (PreparedStatement insert = database.prepareStatement(sql)) {
            for (JsonNode item : list) {
                JsonNode user = item.get("User");
                int id = user.get("id").asInt();
                log.line("Inserting uid=" + id);
                insert(
                        insert,
                        id,
                        text(user, "email"),
                        text(user, "name"),
                        text(user, "mention_name"),
                        text(user, "title"),
                        text(user, "timezone"),
                        text(user, "account_type"),
                        user.get("is_deleted").asBoolean(),
                        text(user, "created"));
                log.line("Created: " + text(user, "email") + "with id " + id + ":");
                files.of(id);
            }
        }
    }

    void rooms(JsonNode list) throws SQLException {
        try (PreparedStatement insert =
                database.prepareStatement("insert into rooms values (?, ?, ?, ?, ?, ?, ?::timestamptz)")) {
            for (JsonNode item : list) {
                JsonNode room = item.get("Room");
                insert(
                        insert,
                        room.get("id").asInt(),
                        text(room, "name"),
                        text(room, "topic"),
                        text(room, "privacy"),
                        room.get("owner").asInt(),
                        room.get("is_archived").asBoolean(),
                        text(room, "created"));
            }
        }
    }

    void preferences(JsonNode list) throws SQLException {
        try (PreparedStatement insert = database.prepareStatement("insert into preferences values (?, ?, ?)")) {
            for (JsonNode each : list) {
                insert(insert, each.get("user_id").asInt(), text(each, "autojoin"), text(each, "theme"));
            }
        }
    }

    void emoticons(JsonNode list) throws SQLException {
        try (PreparedStatement insert = database.prepareStatement("insert into emoticons values (?, ?, ?)")) {
            for (JsonNode each : list) {
                insert(insert, each.get("id").asInt(), text(each, "shortcut"), text(each, "path"));
            }
        }
    }

    /** The second copy of a private message is not stored again. */
    void message(String member, String kind, JsonNode message) throws SQLException {
        String stamp = text(message, "timestamp");
        boolean direct = kind.startsWith("Private");
        PreparedStatement insert =
                month((direct ? "private-" : "muc-") + stamp.substring(0, 4) + "." + stamp.substring(5, 7));
        String sent = stamp.substring(0, 19) + "." + stamp.substring(stamp.indexOf(' ') + 1) + "Z";
        var owner = HISTORY.matcher(member);
        Integer room = direct || !owner.matches() ? null : Integer.valueOf(owner.group(2));
        Integer receiver = direct ? message.get("receiver").get("id").asInt() : null;
        Object[] values = {
            Long.parseLong(text(message, "id")),
            room,
            message.get("sender").get("id").asInt(),
            receiver,
            text(message, "message"),
            message.get("attachment_path").textValue(),
            sent
        };
        for (int i = 0; i < values.length; i++) {
            insert.setObject(i + 1, values[i]);
        }
        insert.addBatch();
    }

    void flush() throws SQLException {
        for (PreparedStatement each : months.values()) {
            each.executeBatch();
        }
    }

    private PreparedStatement month(String table) throws SQLException {
        PreparedStatement known = months.get(table);
        if (known != null) {
            return known;
        }
        try (Statement statement = database.createStatement()) {
            statement.execute("create table \"" + table
                    + "\" (id bigint primary key, room_id integer, sender_id integer not null,"
                    + " receiver_id integer, body text not null, attachment text, sent timestamptz not null)");
        }
        String sql =
                "insert into \"" + table + "\" values (?, ?, ?, ?, ?, ?, ?::timestamptz) on conflict (id) do nothing";
        PreparedStatement made = database.prepareStatement(sql);
        months.put(table, made);
        return made;
    }

    private static String text(JsonNode object, String field) {
        return object.get(field).asText();
    }

    private static void insert(PreparedStatement statement, Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
        statement.executeUpdate();
    }
}
