package dev.runbook.lab.mattermost.product;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * The job {@code export_process}: a zip with {@code import.jsonl} and the attachments. What the product leaves out without a word is left out here too:
 * passwords, profile pictures unless asked for, webhooks and all that, reactions to direct messages, direct messages of people who are deactivated.
 */
final class BulkExport {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Statements rows;
    private final Path files;
    private final boolean archived;
    private final boolean attachments;
    private final boolean pictures;
    private final Map<String, Path> carried = new LinkedHashMap<>();
    private final List<String> warnings = new ArrayList<>();
    private ZipOutputStream zip;

    BulkExport(Connection database, Path files, JsonNode asked) {
        this.rows = new Statements(database);
        this.files = files;
        this.archived = asked.path("include_archived_channels").asText().equals("true");
        this.attachments = asked.path("include_attachments").asText().equals("true");
        this.pictures = asked.path("include_profile_pictures").asText().equals("true");
    }

    /** Gives how many attachments could not be read. */
    int write(Path file) throws IOException, SQLException {
        Path half = file.resolveSibling(file.getFileName() + ".tmp");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(half))) {
            zip = out;
            zip.putNextEntry(new ZipEntry("import.jsonl"));
            lines();
            zip.closeEntry();
            carry();
        }
        Files.move(half, file);
        return warnings.size();
    }

    private void lines() throws IOException, SQLException {
        ObjectNode version = JSON.createObjectNode().put("type", "version").put("version", 1);
        version.putObject("info").put("generator", "mattermost-server (a stand-in of the laboratory)");
        write(version);
        emoji();
        teams();
        people();
        posts();
        directs();
    }

    private void emoji() throws IOException, SQLException {
        for (Map<String, Object> row : rows.all("select id, name from Emoji where deleteat = 0 order by name")) {
            String image = "exported_emoji/" + row.get("id") + "/image";
            ObjectNode emoji = object(row, "name").put("image", image);
            carried.put(image, files.resolve("emoji/" + row.get("id") + "/image"));
            line("emoji", emoji);
        }
    }

    private void teams() throws IOException, SQLException {
        for (Map<String, Object> row : rows.all(
                "select name, displayname as display_name, type, allowopeninvite from Teams where deleteat = 0 order by id")) {
            line("team", object(row, "name", "display_name", "type").put("allow_open_invite", (Boolean)
                    row.get("allowopeninvite")));
        }
        for (Map<String, Object> row : rows.all(
                "select t.name as team, c.name, c.displayname as display_name, c.type, c.header, c.purpose, c.deleteat from Channels c join Teams t on t.id = c.teamid"
                        + " where c.type in ('O', 'P') and t.deleteat = 0 and " + channels() + " order by c.id")) {
            ObjectNode channel = object(row, "team", "name", "display_name", "type", "header", "purpose");
            if ((Long) row.get("deleteat") > 0) {
                channel.put("deleted_at", (Long) row.get("deleteat"));
            }
            line("channel", channel);
        }
    }

    private String channels() {
        return archived ? "true" : "c.deleteat = 0";
    }

    private void people() throws IOException, SQLException {
        for (Map<String, Object> row : rows.all(
                "select id, username, email, nickname, firstname as first_name, lastname as last_name, position, roles, locale, deleteat, lastpictureupdate from Users"
                        + " where id not in (select userid from Bots) order by createat, id")) {
            ObjectNode user = object(
                    row, "username", "email", "nickname", "first_name", "last_name", "position", "roles", "locale");
            if ((Long) row.get("deleteat") > 0) {
                user.put("delete_at", (Long) row.get("deleteat"));
            }
            if (pictures && row.get("lastpictureupdate") instanceof Long at && at > 0) {
                String image = "users/" + row.get("id") + "/profile.png";
                user.put("profile_image", image);
                carried.put(image, files.resolve(image));
            }
            memberships(user.putArray("teams"), (String) row.get("id"));
            line("user", user);
        }
        for (Map<String, Object> row : rows.all(
                "select u.username, o.username as owner, u.deleteat from Bots b join Users u on u.id = b.userid left join Users o on o.id = b.ownerid order by 1")) {
            line("bot", object(row, "username", "owner").put("delete_at", (Long) row.get("deleteat")));
        }
    }

    private void memberships(ArrayNode teams, String user) throws SQLException {
        for (Map<String, Object> team : rows.all(
                "select t.id, t.name from TeamMembers m join Teams t on t.id = m.teamid where m.userid = ? and m.deleteat = 0 and t.deleteat = 0",
                user)) {
            ArrayNode inside = teams.addObject()
                    .put("name", (String) team.get("name"))
                    .put("roles", "team_user")
                    .putArray("channels");
            for (Map<String, Object> channel : rows.all(
                    "select c.name from ChannelMembers m join Channels c on c.id = m.channelid where m.userid = ? and c.teamid = ? and "
                            + channels(),
                    user,
                    team.get("id"))) {
                inside.addObject().put("name", (String) channel.get("name")).put("roles", "channel_user");
            }
        }
    }

    private void posts() throws IOException, SQLException {
        for (Map<String, Object> row : rows.all(
                "select p.id, t.name as team, c.name as channel, u.username as \"user\", p.type, p.message, p.createat as create_at from Posts p"
                        + " join Channels c on c.id = p.channelid join Teams t on t.id = c.teamid join Users u on u.id = p.userid"
                        + " where p.rootid = '' and p.deleteat = 0 and " + channels() + " order by p.createat")) {
            ObjectNode post = object(row, "team", "channel", "user", "type", "message", "create_at");
            reactions(post, (String) row.get("id"));
            under(post, (String) row.get("id"), true);
            line("post", post);
        }
    }

    /** Nothing of who is deactivated: neither what they began nor what they answered, and no reaction at all. */
    private void directs() throws IOException, SQLException {
        String direct = " Channels c where c.type in ('D', 'G') and c.deleteat = 0"
                + " and exists (select 1 from ChannelMembers m where m.channelid = c.id) order by c.id";
        for (Map<String, Object> channel : rows.all("select c.id from" + direct)) {
            line("direct_channel", JSON.createObjectNode().set("members", members((String) channel.get("id"))));
        }
        for (Map<String, Object> channel : rows.all("select c.id from" + direct)) {
            for (Map<String, Object> row : rows.all(
                    "select p.id, u.username as \"user\", p.type, p.message, p.createat as create_at from Posts p join Users u on u.id = p.userid"
                            + " where p.channelid = ? and p.rootid = '' and p.deleteat = 0 and u.deleteat = 0 order by p.createat",
                    channel.get("id"))) {
                ObjectNode post = JSON.createObjectNode();
                post.set("channel_members", members((String) channel.get("id")));
                post.setAll(object(row, "user", "type", "message", "create_at"));
                under(post, (String) row.get("id"), false);
                line("direct_post", post);
            }
        }
    }

    private ArrayNode members(String channel) throws SQLException {
        ArrayNode members = JSON.createArrayNode();
        rows.all(
                        "select u.username from ChannelMembers m join Users u on u.id = m.userid where m.channelid = ? order by 1",
                        channel)
                .forEach(row -> members.add((String) row.get("username")));
        return members.size() == 1 ? members.add(members.get(0).asText()) : members;
    }

    private void under(ObjectNode post, String id, boolean everybody) throws SQLException {
        attachments(post, id);
        ArrayNode replies = JSON.createArrayNode();
        for (Map<String, Object> row : rows.all(
                "select p.id, u.username as \"user\", p.type, p.message, p.createat as create_at from Posts p join Users u on u.id = p.userid"
                        + " where p.rootid = ? and p.deleteat = 0 and (" + everybody
                        + " or u.deleteat = 0) order by p.createat",
                id)) {
            ObjectNode reply = object(row, "user", "type", "message", "create_at");
            if (everybody) {
                reactions(reply, (String) row.get("id"));
            }
            attachments(reply, (String) row.get("id"));
            replies.add(reply);
        }
        if (!replies.isEmpty()) {
            post.set("replies", replies);
        }
    }

    private void reactions(ObjectNode post, String id) throws SQLException {
        ArrayNode reactions = JSON.createArrayNode();
        for (Map<String, Object> row : rows.all(
                "select u.username as \"user\", r.emojiname as emoji_name, r.createat as create_at from Reactions r join Users u on u.id = r.userid where r.postid = ?",
                id)) {
            reactions.add(object(row, "user", "emoji_name", "create_at"));
        }
        if (!reactions.isEmpty()) {
            post.set("reactions", reactions);
        }
    }

    private void attachments(ObjectNode post, String id) throws SQLException {
        if (!attachments) {
            return;
        }
        for (Map<String, Object> row :
                rows.all("select path from FileInfo where postid = ? and deleteat = 0 order by id", id)) {
            String path = (String) row.get("path");
            post.withArray("attachments").addObject().put("path", path);
            carried.put(path, files.resolve(path));
        }
    }

    private void carry() throws IOException {
        for (Map.Entry<String, Path> each : carried.entrySet()) {
            if (Files.isRegularFile(each.getValue())) {
                zip.putNextEntry(new ZipEntry("data/" + each.getKey()));
                Files.copy(each.getValue(), zip);
                zip.closeEntry();
            } else {
                warnings.add("unable to read the file " + each.getKey());
            }
        }
        if (!warnings.isEmpty()) {
            zip.putNextEntry(new ZipEntry("warnings.txt"));
            zip.write(String.join("\n", warnings).getBytes(StandardCharsets.UTF_8));
            zip.closeEntry();
        }
    }

    private static ObjectNode object(Map<String, Object> row, String... columns) {
        ObjectNode object = JSON.createObjectNode();
        for (String column : columns) {
            Object value = row.get(column);
            if (value != null && !(column.equals("type") && "".equals(value))) {
                object.set(column, JSON.valueToTree(value));
            }
        }
        return object;
    }

    private void line(String type, ObjectNode body) throws IOException {
        ObjectNode line = JSON.createObjectNode().put("type", type);
        line.set(type, body);
        write(line);
    }

    private void write(ObjectNode line) throws IOException {
        zip.write((JSON.writeValueAsString(line) + "\n").getBytes(StandardCharsets.UTF_8));
    }
}
