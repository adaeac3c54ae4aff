package dev.runbook.lab.product;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;

/** The old server's data as the archive's JSON. Deleted rooms are left out; deleted users are not, since their messages stay. */
final class SourceTables {
    private static final int FETCH = 1000;
    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss'Z'");

    private final Connection database;

    SourceTables(Connection database) throws SQLException {
        this.database = database;
        database.setAutoCommit(false); // else the driver fetches whole tables at once
    }

    List<Integer> userIds() throws SQLException {
        return numbers("select id from users order by id");
    }

    List<Integer> roomIds() throws SQLException {
        return numbers("select id from rooms where is_deleted = 0 order by id");
    }

    long messages() throws SQLException {
        return numbers("select count(*) from messages").get(0);
    }

    void users(JsonGenerator json) throws IOException, SQLException {
        each("select * from users order by id", row -> {
            json.writeStartObject();
            json.writeObjectFieldStart("User");
            json.writeNumberField("id", row.getInt("id"));
            for (String field : List.of("email", "name", "mention_name", "title", "timezone", "account_type")) {
                json.writeStringField(field, row.getString(field));
            }
            json.writeBooleanField("is_deleted", row.getInt("is_deleted") != 0);
            json.writeStringField("created", seconds(row.getTimestamp("created")));
            json.writeEndObject();
            json.writeEndObject();
        });
    }

    void rooms(JsonGenerator json) throws IOException, SQLException {
        each(
                "select r.*, (select string_agg(user_id::text, ',' order by user_id) from room_members m where m.room_id = r.id) as members"
                        + " from rooms r where is_deleted = 0 order by id",
                row -> {
                    json.writeStartObject();
                    json.writeObjectFieldStart("Room");
                    json.writeNumberField("id", row.getInt("id"));
                    for (String field : List.of("name", "topic", "privacy")) {
                        json.writeStringField(field, row.getString(field));
                    }
                    json.writeNumberField("owner", row.getInt("owner_id"));
                    json.writeBooleanField("is_archived", row.getInt("is_archived") != 0);
                    json.writeStringField("created", seconds(row.getTimestamp("created")));
                    members(json, row);
                    json.writeEndObject();
                    json.writeEndObject();
                });
    }

    /** Public rooms carry their owner only. */
    private static void members(JsonGenerator json, ResultSet room) throws IOException, SQLException {
        json.writeArrayFieldStart("members");
        String members = room.getString("members");
        if (room.getString("privacy").equals("private") && members != null) {
            for (String each : members.split(",")) {
                json.writeNumber(Integer.parseInt(each));
            }
        } else {
            json.writeNumber(room.getInt("owner_id"));
        }
        json.writeEndArray();
    }

    void preferences(JsonGenerator json) throws IOException, SQLException {
        each("select * from preferences order by user_id", row -> {
            json.writeStartObject();
            json.writeNumberField("user_id", row.getInt("user_id"));
            json.writeStringField("autojoin", row.getString("autojoin"));
            json.writeStringField("theme", row.getString("theme"));
            json.writeEndObject();
        });
    }

    void emoticons(JsonGenerator json) throws IOException, SQLException {
        each("select * from emoticons order by id", row -> {
            json.writeStartObject();
            json.writeNumberField("id", row.getInt("id"));
            json.writeStringField("shortcut", row.getString("shortcut"));
            json.writeStringField("path", "emoticons/" + row.getString("file"));
            json.writeEndObject();
        });
    }

    void roomHistory(int room, JsonGenerator json) throws IOException, SQLException {
        String sql =
                "select m.*, u.name from messages m join users u on u.id = sender_id where kind = 'room' and room_id = "
                        + room;
        each(sql + " order by m.id", row -> message("UserMessage", row, json));
    }

    /** Both what the user sent and what the user got: every private message is in two histories. */
    void privateHistory(int user, JsonGenerator json) throws IOException, SQLException {
        String sql =
                "select m.*, u.name from messages m join users u on u.id = sender_id where kind = 'private' and %d in (sender_id, receiver_id)";
        each(sql.formatted(user) + " order by m.id", row -> message("PrivateUserMessage", row, json));
    }

    private static void message(String kind, ResultSet row, JsonGenerator json) throws IOException, SQLException {
        LocalDateTime sent = row.getTimestamp("sent").toLocalDateTime();
        json.writeStartObject();
        json.writeObjectFieldStart(kind);
        json.writeStringField("id", String.valueOf(row.getLong("id")));
        json.writeObjectFieldStart("sender");
        json.writeNumberField("id", row.getInt("sender_id"));
        json.writeStringField("name", row.getString("name"));
        json.writeEndObject();
        if (kind.startsWith("Private")) {
            json.writeObjectFieldStart("receiver");
            json.writeNumberField("id", row.getInt("receiver_id"));
            json.writeEndObject();
        }
        json.writeStringField("message", row.getString("body"));
        json.writeStringField("message_format", "text");
        json.writeStringField("timestamp", "%s %06d".formatted(SECONDS.format(sent), sent.getNano() / 1000));
        json.writeStringField("attachment_path", row.getString("attachment"));
        json.writeEndObject();
        json.writeEndObject();
    }

    private static String seconds(Timestamp time) {
        return SECONDS.format(time.toLocalDateTime());
    }

    private List<Integer> numbers(String sql) throws SQLException {
        List<Integer> numbers = new ArrayList<>();
        try (PreparedStatement statement = database.prepareStatement(sql);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                numbers.add(rows.getInt(1));
            }
        }
        return numbers;
    }

    private interface Row {
        void write(ResultSet row) throws IOException, SQLException;
    }

    private void each(String sql, Row row) throws IOException, SQLException {
        try (PreparedStatement statement = database.prepareStatement(sql)) {
            statement.setFetchSize(FETCH);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    row.write(rows);
                }
            }
        }
    }
}
