package dev.runbook.lab.mattermost;

import dev.runbook.lab.mattermost.product.Accounts;
import dev.runbook.lab.mattermost.product.Ids;
import dev.runbook.lab.mattermost.product.Schema;
import dev.runbook.lab.mattermost.product.Schema.JsonText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Fills the old server: rows of every kind, and the files that they name. */
final class SourceData {
    /** Who may log in, with {@link #PASSWORD}, and administers. */
    static final String ADMIN = "movecheck";

    static final String PASSWORD = "laboratory-password";

    private static final long BORN = 1_600_000_000_000L;
    private static final JsonText EMPTY = new JsonText("{}");

    private final Sizes sizes;
    private final Path data;
    private final Schema schema;
    private final Connection database;
    private final List<String> people = new ArrayList<>();
    private final List<String> channels = new ArrayList<>();
    private final List<String> posts = new ArrayList<>();
    private long clock = BORN;

    SourceData(Sizes sizes, Path data, Connection database) throws SQLException {
        this.sizes = sizes;
        this.data = data;
        this.database = database;
        this.schema = new Schema(database);
    }

    void fill() throws SQLException, IOException {
        database.setAutoCommit(false);
        systems();
        users();
        teams();
        conversations();
        posts();
        files();
        odds();
        database.commit();
        database.setAutoCommit(true);
    }

    private void systems() throws SQLException {
        // As after an upgrade from 5.36: this row is not what says which schema it is.
        insert("Systems", "Name", "Version", "Value", "5.36.1");
        for (String name : new String[] {"DiagnosticId", "AsymmetricSigningKey", "PostActionCookieSecret"}) {
            insert("Systems", "Name", name, "Value", Ids.of("system", name));
        }
        insert("schema_migrations", "Version", 1L, "Dirty", false);
    }

    private void users() throws SQLException {
        String hash = Accounts.hash(PASSWORD);
        for (int i = 0; i < sizes.users(); i++) {
            String id = Ids.of("user", i);
            boolean guest = i % 9 == 4;
            String roles = i == 0 ? "system_admin system_user" : guest ? "system_guest" : "system_user";
            insert(
                    "Users",
                    "Id",
                    id,
                    "CreateAt",
                    tick(),
                    "UpdateAt",
                    clock,
                    "DeleteAt",
                    i % 7 == 3 ? clock : 0L,
                    "Username",
                    i == 0 ? ADMIN : "user" + i,
                    "Password",
                    hash,
                    "AuthService",
                    "",
                    "Email",
                    "user" + i + "@example.com",
                    "EmailVerified",
                    true,
                    "Nickname",
                    "",
                    "FirstName",
                    "Ädä",
                    "LastName",
                    "Löve " + i,
                    "Roles",
                    roles,
                    "Props",
                    EMPTY,
                    "NotifyProps",
                    new JsonText("{\"desktop\": \"mention\"}"),
                    "LastPasswordUpdate",
                    clock,
                    "FailedAttempts",
                    0,
                    "Locale",
                    "en",
                    "MfaActive",
                    false,
                    "Position",
                    "",
                    "Timezone",
                    EMPTY);
            insert("Status", "UserId", id, "Status", "offline", "Manual", false, "LastActivityAt", clock);
            insert("Preferences", "UserId", id, "Category", "tutorial_step", "Name", id, "Value", "999");
            insert(
                    "Sessions",
                    "Id",
                    Ids.of("session", i),
                    "Token",
                    Ids.of("token", i),
                    "CreateAt",
                    clock,
                    "ExpiresAt",
                    System.currentTimeMillis() + 86_400_000L,
                    "LastActivityAt",
                    clock,
                    "UserId",
                    id,
                    "Roles",
                    roles,
                    "IsOAuth",
                    false,
                    "Props",
                    EMPTY);
            people.add(id);
        }
        insert(
                "Bots",
                "UserId",
                people.get(1),
                "Description",
                "",
                "OwnerId",
                people.get(0),
                "CreateAt",
                clock,
                "UpdateAt",
                clock,
                "DeleteAt",
                0L);
    }

    private void teams() throws SQLException {
        for (String name : new String[] {"engineering", "sales"}) {
            String team = Ids.of("team", name);
            insert(
                    "Teams",
                    "Id",
                    team,
                    "CreateAt",
                    tick(),
                    "UpdateAt",
                    clock,
                    "DeleteAt",
                    0L,
                    "DisplayName",
                    name,
                    "Name",
                    name,
                    "Email",
                    "admin@example.com",
                    "Type",
                    "O",
                    "InviteId",
                    Ids.of("invite", name),
                    "AllowOpenInvite",
                    true);
            for (String user : people) {
                insert(
                        "TeamMembers",
                        "TeamId",
                        team,
                        "UserId",
                        user,
                        "Roles",
                        "",
                        "DeleteAt",
                        0L,
                        "SchemeUser",
                        true,
                        "CreateAt",
                        clock);
            }
            for (int i = 0; i < sizes.channels() / 2; i++) {
                channel(team, i % 3 == 2 ? "P" : "O", name + "-" + i, people);
            }
        }
    }

    private void conversations() throws SQLException {
        for (int i = 0; i < sizes.channels() / 2; i++) {
            String one = people.get(i % people.size());
            String other = people.get((i + 1) % people.size());
            if (i % 3 == 2) {
                channel("", "G", Ids.of("group", i), List.of(one, other, people.get((i + 2) % people.size())));
            } else {
                channel("", "D", one + "__" + other, List.of(one, other));
            }
        }
    }

    private void channel(String team, String type, String name, List<String> members) throws SQLException {
        String id = Ids.of("channel", team, name);
        insert(
                "Channels",
                "Id",
                id,
                "CreateAt",
                tick(),
                "UpdateAt",
                clock,
                "DeleteAt",
                0L,
                "TeamId",
                team,
                "Type",
                type,
                "DisplayName",
                name,
                "Name",
                name,
                "Header",
                "",
                "Purpose",
                "",
                "LastPostAt",
                clock,
                "TotalMsgCount",
                1L,
                "CreatorId",
                people.get(0),
                "TotalMsgCountRoot",
                1L);
        if (type.equals("O")) {
            insert(
                    "PublicChannels",
                    "Id",
                    id,
                    "DeleteAt",
                    0L,
                    "TeamId",
                    team,
                    "DisplayName",
                    name,
                    "Name",
                    name,
                    "Header",
                    "",
                    "Purpose",
                    "");
        }
        for (String user : members) {
            insert(
                    "ChannelMembers",
                    "ChannelId",
                    id,
                    "UserId",
                    user,
                    "Roles",
                    "",
                    "LastViewedAt",
                    clock,
                    "MsgCount",
                    1L,
                    "MentionCount",
                    0L,
                    "NotifyProps",
                    EMPTY,
                    "LastUpdateAt",
                    clock,
                    "SchemeUser",
                    true);
        }
        channels.add(id);
    }

    private void posts() throws SQLException {
        for (int i = 0; i < sizes.posts(); i++) {
            boolean reply = i % 3 == 1;
            String root = reply ? posts.get(i - 1) : "";
            String channel = channels.get((i - (reply ? 1 : 0)) % channels.size());
            String id = Ids.of("post", i);
            insert(
                    "Posts",
                    "Id",
                    id,
                    "CreateAt",
                    tick(),
                    "UpdateAt",
                    clock,
                    "EditAt",
                    0L,
                    "DeleteAt",
                    i % 50 == 9 ? clock : 0L,
                    "IsPinned",
                    false,
                    "UserId",
                    people.get(i % people.size()),
                    "ChannelId",
                    channel,
                    "RootId",
                    root,
                    "OriginalId",
                    "",
                    "Message",
                    "message " + i + " with ü, 'quotes', \\ and \"more\"",
                    "Type",
                    i % 40 == 0 ? "system_join_channel" : "",
                    "Props",
                    new JsonText("{\"n\": " + i + "}"),
                    "Hashtags",
                    "",
                    "Filenames",
                    "[]",
                    "FileIds",
                    "[]",
                    "HasReactions",
                    i % 5 == 0);
            posts.add(id);
            if (i % 5 == 0) {
                insert(
                        "Reactions",
                        "UserId",
                        people.get(0),
                        "PostId",
                        id,
                        "EmojiName",
                        "+1",
                        "CreateAt",
                        clock,
                        "UpdateAt",
                        clock,
                        "DeleteAt",
                        0L);
            }
            if (reply) {
                insert(
                        "Threads",
                        "PostId",
                        root,
                        "ReplyCount",
                        1L,
                        "LastReplyAt",
                        clock,
                        "Participants",
                        new JsonText("[]"),
                        "ChannelId",
                        channel);
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
            insert(
                    "FileInfo",
                    "Id",
                    id,
                    "CreatorId",
                    people.get(0),
                    "PostId",
                    posts.get(i % posts.size()),
                    "CreateAt",
                    tick(),
                    "UpdateAt",
                    clock,
                    "DeleteAt",
                    0L,
                    "Path",
                    folder + "file " + i + ".png",
                    "ThumbnailPath",
                    image ? folder + "file " + i + "_thumb.jpg" : "",
                    "PreviewPath",
                    image ? folder + "file " + i + "_preview.jpg" : "",
                    "Name",
                    "file " + i + ".png",
                    "Extension",
                    "png",
                    "Size",
                    (long) content.length,
                    "MimeType",
                    "image/png",
                    "Width",
                    1,
                    "Height",
                    1,
                    "HasPreviewImage",
                    image,
                    "MiniPreview",
                    new byte[] {0, (byte) 0xff, (byte) i});
        }
    }

    private void odds() throws SQLException, IOException {
        String emoji = Ids.of("emoji", 1);
        insert(
                "Emoji",
                "Id",
                emoji,
                "CreateAt",
                tick(),
                "UpdateAt",
                clock,
                "DeleteAt",
                0L,
                "CreatorId",
                people.get(0),
                "Name",
                "party");
        store("emoji/" + emoji + "/image", new byte[] {3});
        store("users/" + people.get(0) + "/profile.png", new byte[] {4});
        // Of an earlier export: it lies in the file store, and would be taken along.
        store("export/old_export.zip", new byte[] {5});
        store("import/half_an_upload.zip.tmp", new byte[] {6});
        insert(
                "Audits",
                "Id",
                Ids.of("audit"),
                "CreateAt",
                clock,
                "UserId",
                people.get(0),
                "Action",
                "/api/v4/users/login",
                "ExtraInfo",
                "",
                "IpAddress",
                "::1",
                "SessionId",
                "");
        insert(
                "IncomingWebhooks",
                "Id",
                Ids.of("hook"),
                "CreateAt",
                clock,
                "UpdateAt",
                clock,
                "DeleteAt",
                0L,
                "UserId",
                people.get(0),
                "ChannelId",
                channels.get(0),
                "TeamId",
                Ids.of("team", "engineering"),
                "DisplayName",
                "builds");
        insert("PluginKeyValueStore", "PluginId", "playbooks", "PKey", "key", "PValue", new byte[] {7}, "ExpireAt", 0L);
        insert(
                "LinkMetadata",
                "Hash",
                1L,
                "URL",
                "https://example.com",
                "Timestamp",
                clock,
                "Type",
                "opengraph",
                "Data",
                EMPTY);
        insert(
                "Roles",
                "Id",
                Ids.of("role"),
                "Name",
                "system_admin",
                "DisplayName",
                "",
                "Description",
                "",
                "CreateAt",
                clock,
                "UpdateAt",
                clock,
                "DeleteAt",
                0L,
                "Permissions",
                "",
                "SchemeManaged",
                true,
                "BuiltIn",
                true);
    }

    private void store(String path, byte[] content) throws IOException {
        Path file = data.resolve(path);
        Files.createDirectories(file.getParent());
        Files.write(file, content);
    }

    private long tick() {
        return clock += 1000;
    }

    private void insert(String table, Object... pairs) throws SQLException {
        Map<String, Object> row = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            row.put((String) pairs[i], pairs[i + 1]);
        }
        schema.insert(table, row);
    }
}
