package dev.runbook.lab.mattermost;

import dev.runbook.lab.mattermost.product.Ids;
import dev.runbook.lab.mattermost.product.Row;
import dev.runbook.lab.mattermost.product.Schema;
import dev.runbook.lab.mattermost.product.Schema.JsonText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** What people wrote and uploaded on the old server: posts, reactions, files with their rows, and one of each of the rest. */
final class SourceContent {
    private static final JsonText EMPTY = new JsonText("{}");

    private final Sizes sizes;
    private final Path data;
    private final Schema schema;
    private final List<String> people;
    private final List<String> channels;
    private final List<String> posts = new ArrayList<>();
    private long clock;

    SourceContent(Sizes sizes, Path data, Schema schema, List<String> people, List<String> channels, long clock) {
        this.sizes = sizes;
        this.data = data;
        this.schema = schema;
        this.people = people;
        this.channels = channels;
        this.clock = clock;
    }

    void fill() throws SQLException, IOException {
        posts();
        files();
        odds();
    }

    private void posts() throws SQLException {
        for (int i = 0; i < sizes.posts(); i++) {
            boolean reply = i % 3 == 1;
            String root = reply ? posts.get(i - 1) : "";
            String channel = channels.get((i - (reply ? 1 : 0)) % channels.size());
            String id = Ids.of("post", i);
            schema.insert(
                    "Posts",
                    Row.born(id, tick())
                            .with("EditAt", 0L)
                            .with("DeleteAt", i % 50 == 9 ? clock : 0L)
                            .with("IsPinned", false)
                            .with("UserId", people.get(i % people.size()))
                            .with("ChannelId", channel)
                            .with("RootId", root)
                            .with("OriginalId", "")
                            .with("Message", "message " + i + " with ü, 'quotes', \\ and \"more\"")
                            .with("Type", i % 40 == 0 ? "system_join_channel" : "")
                            .with("Props", new JsonText("{\"n\": " + i + "}"))
                            .with("Hashtags", "")
                            .with("Filenames", "[]")
                            .with("FileIds", "[]")
                            .with("HasReactions", i % 5 == 0));
            posts.add(id);
            if (i % 5 == 0) {
                schema.insert(
                        "Reactions",
                        new Row()
                                .with("UserId", people.get(0))
                                .with("PostId", id)
                                .with("EmojiName", "+1")
                                .with("CreateAt", clock)
                                .with("UpdateAt", clock)
                                .with("DeleteAt", 0L));
            }
            if (reply) {
                schema.insert(
                        "Threads",
                        new Row()
                                .with("PostId", root)
                                .with("ReplyCount", 1L)
                                .with("LastReplyAt", clock)
                                .with("Participants", new JsonText("[]"))
                                .with("ChannelId", channel));
            }
        }
    }

    private void files() throws SQLException, IOException {
        Random random = new Random(sizes.files());
        for (int i = 0; i < sizes.files(); i++) {
            String id = Ids.of("file", i);
            String folder = "20200913/teams/noteam/channels/" + channels.get(i % channels.size()) + "/users/"
                    + people.get(0) + "/" + id + "/";
            byte[] content = new byte[sizes.fileBytes() + i];
            random.nextBytes(content);
            boolean image = i % 2 == 0;
            store(folder + "file " + i + ".png", content);
            if (image) {
                store(folder + "file " + i + "_thumb.jpg", new byte[] {1, (byte) i});
                store(folder + "file " + i + "_preview.jpg", new byte[] {2, (byte) i});
            }
            schema.insert(
                    "FileInfo",
                    Row.born(id, tick())
                            .with("CreatorId", people.get(0))
                            .with("PostId", posts.get(i % posts.size()))
                            .with("Path", folder + "file " + i + ".png")
                            .with("ThumbnailPath", image ? folder + "file " + i + "_thumb.jpg" : "")
                            .with("PreviewPath", image ? folder + "file " + i + "_preview.jpg" : "")
                            .with("Name", "file " + i + ".png")
                            .with("Extension", "png")
                            .with("Size", (long) content.length)
                            .with("MimeType", "image/png")
                            .with("Width", 1)
                            .with("Height", 1)
                            .with("HasPreviewImage", image)
                            .with("MiniPreview", new byte[] {0, (byte) 0xff, (byte) i}));
        }
    }

    private void odds() throws SQLException, IOException {
        String emoji = Ids.of("emoji", 1);
        schema.insert(
                "Emoji",
                Row.born(emoji, tick()).with("CreatorId", people.get(0)).with("Name", "party"));
        store("emoji/" + emoji + "/image", new byte[] {3});
        store("users/" + people.get(0) + "/profile.png", new byte[] {4});
        // Of an earlier export: it lies in the file store, and would be taken along.
        store("export/old_export.zip", new byte[] {5});
        store("import/half_an_upload.zip.tmp", new byte[] {6});
        schema.insert(
                "Audits",
                new Row()
                        .with("Id", Ids.of("audit"))
                        .with("CreateAt", clock)
                        .with("UserId", people.get(0))
                        .with("Action", "/api/v4/users/login")
                        .with("ExtraInfo", "")
                        .with("IpAddress", "::1")
                        .with("SessionId", ""));
        schema.insert(
                "IncomingWebhooks",
                Row.born(Ids.of("hook"), clock)
                        .with("UserId", people.get(0))
                        .with("ChannelId", channels.get(0))
                        .with("TeamId", Ids.of("team", "engineering"))
                        .with("DisplayName", "builds"));
        schema.insert(
                "PluginKeyValueStore",
                new Row()
                        .with("PluginId", "playbooks")
                        .with("PKey", "key")
                        .with("PValue", new byte[] {7})
                        .with("ExpireAt", 0L));
        schema.insert(
                "LinkMetadata",
                new Row()
                        .with("Hash", 1L)
                        .with("URL", "https://example.com")
                        .with("Timestamp", clock)
                        .with("Type", "opengraph")
                        .with("Data", EMPTY));
        schema.insert(
                "Roles",
                Row.born(Ids.of("role"), clock)
                        .with("Name", "system_admin")
                        .with("DisplayName", "")
                        .with("Description", "")
                        .with("Permissions", "")
                        .with("SchemeManaged", true)
                        .with("BuiltIn", true));
    }

    private void store(String path, byte[] content) throws IOException {
        Path file = data.resolve(path);
        Files.createDirectories(file.getParent());
        Files.write(file, content);
    }

    private long tick() {
        return clock += 1000;
    }
}
