package dev.runbook.lab.mattermost.product;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** Posts of an import, with replies, reactions and attachments. An attachment that is not in the zip is a line of the log, and nothing else. */
final class ImportedPosts {
    private final Statements rows;
    private final Schema schema;
    private final Path files;
    private final ImportedPlaces places;
    private final ServerLog log;

    ImportedPosts(Connection database, Path files, ImportedPlaces places, ServerLog log) throws SQLException {
        this.rows = new Statements(database);
        this.schema = new Schema(database);
        this.files = files;
        this.places = places;
        this.log = log;
    }

    void post(ZipFile zip, JsonNode post) throws IOException, SQLException {
        String channel = places.channelId(
                post.path("team").asText(), post.path("channel").asText());
        thread(zip, post, channel);
    }

    void direct(ZipFile zip, JsonNode post) throws IOException, SQLException {
        thread(zip, post, places.direct(post.path("channel_members")));
    }

    private void thread(ZipFile zip, JsonNode post, String channel) throws IOException, SQLException {
        String root = one(zip, post, channel, "");
        for (JsonNode reply : post.path("replies")) {
            one(zip, reply, channel, root);
        }
    }

    private String one(ZipFile zip, JsonNode post, String channel, String root) throws IOException, SQLException {
        String message = post.path("message").asText();
        long at = post.path("create_at").asLong();
        String id = rows.text(
                "select id from Posts where channelid = ? and rootid = ? and message = ? and createat = ?",
                channel,
                root,
                message,
                at);
        if (id.isEmpty()) {
            id = Ids.random();
            insert(id, post, channel, root);
        }
        for (JsonNode reaction : post.path("reactions")) {
            rows.change(
                    "insert into Reactions (userid, postid, emojiname, createat, updateat, deleteat) values (?, ?, ?, ?, ?, 0) on conflict do nothing",
                    places.userId(reaction.path("user").asText()),
                    id,
                    reaction.path("emoji_name").asText(),
                    reaction.path("create_at").asLong(),
                    reaction.path("create_at").asLong());
        }
        for (JsonNode attachment : post.path("attachments")) {
            attachment(zip, attachment.path("path").asText(), id, at);
        }
        return id;
    }

    private void insert(String id, JsonNode post, String channel, String root) throws SQLException {
        long at = post.path("create_at").asLong();
        String type = post.path("type").asText("");
        Row row = Row.born(id, at)
                .with("UserId", places.userId(post.path("user").asText()))
                .with("ChannelId", channel)
                .with("RootId", root)
                .with("OriginalId", "")
                .with("Message", post.path("message").asText())
                .with("Type", type)
                .with("Props", new Schema.JsonText("{}"));
        schema.insert("Posts", row);
        if (type.isEmpty()) {
            rows.change(
                    "update Channels set lastpostat = greatest(lastpostat, ?), totalmsgcount = totalmsgcount + 1, totalmsgcountroot = totalmsgcountroot + ? where id = ?",
                    at,
                    root.isEmpty() ? 1L : 0L,
                    channel);
        }
    }

    private void attachment(ZipFile zip, String path, String post, long at) throws IOException, SQLException {
        ZipEntry entry = zip.getEntry("data/" + path);
        if (entry == null) {
            log.say("warn", "Error while processing import attachments. Objects might be broken.");
            return;
        }
        String name = path.substring(path.lastIndexOf('/') + 1);
        if (rows.number(
                        "select count(*) from FileInfo where postid = ? and name = ? and size = ?",
                        post,
                        name,
                        entry.getSize())
                > 0) {
            return;
        }
        String id = Ids.random();
        String stored = "imported/" + id + "/" + name;
        Path file = files.resolve(stored);
        Files.createDirectories(file.getParent());
        Files.copy(zip.getInputStream(entry), file);
        fileInfo(rows, id, post, stored, entry.getSize(), at);
    }

    /** Says that a file is there. */
    static void fileInfo(Statements rows, String id, String post, String path, long size, long at) throws SQLException {
        rows.change(
                "insert into FileInfo (id, creatorid, postid, createat, updateat, deleteat, path, thumbnailpath, previewpath, name, extension, size) values (?, '', ?, ?, ?, 0, ?, '', '', ?, '', ?)",
                id,
                post,
                at,
                at,
                path,
                path.substring(path.lastIndexOf('/') + 1),
                size);
    }
}
