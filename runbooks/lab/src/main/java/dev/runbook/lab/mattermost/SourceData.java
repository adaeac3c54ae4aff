package dev.runbook.lab.mattermost;

import dev.runbook.lab.mattermost.product.Accounts;
import dev.runbook.lab.mattermost.product.Ids;
import dev.runbook.lab.mattermost.product.Row;
import dev.runbook.lab.mattermost.product.Schema;
import dev.runbook.lab.mattermost.product.Schema.JsonText;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Fills the old server: people, teams, channels; {@link SourceContent} what is in them. */
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
        new SourceContent(sizes, data, schema, people, channels, clock).fill();
        database.commit();
        database.setAutoCommit(true);
    }

    private void systems() throws SQLException {
        // As after an upgrade from 5.36: this row is not what says which schema it is.
        schema.insert("Systems", new Row().with("Name", "Version").with("Value", "5.36.1"));
        for (String name : new String[] {"DiagnosticId", "AsymmetricSigningKey", "PostActionCookieSecret"}) {
            schema.insert("Systems", new Row().with("Name", name).with("Value", Ids.of("system", name)));
        }
        schema.insert("schema_migrations", new Row().with("Version", 1L).with("Dirty", false));
    }

    private void users() throws SQLException {
        String hash = Accounts.hash(PASSWORD);
        for (int i = 0; i < sizes.users(); i++) {
            String id = Ids.of("user", i);
            boolean guest = i % 9 == 4;
            String roles = i == 0 ? "system_admin system_user" : guest ? "system_guest" : "system_user";
            schema.insert(
                    "Users",
                    Row.born(id, tick())
                            .with("DeleteAt", i % 7 == 3 ? clock : 0L)
                            .with("Username", i == 0 ? ADMIN : "user" + i)
                            .with("Password", hash)
                            .with("AuthService", "")
                            .with("Email", "user" + i + "@example.com")
                            .with("EmailVerified", true)
                            .with("Nickname", "")
                            .with("FirstName", "Ädä")
                            .with("LastName", "Löve " + i)
                            .with("Roles", roles)
                            .with("Props", EMPTY)
                            .with("NotifyProps", new JsonText("{\"desktop\": \"mention\"}"))
                            .with("LastPasswordUpdate", clock)
                            .with("FailedAttempts", 0)
                            .with("Locale", "en")
                            .with("MfaActive", false)
                            .with("Position", "")
                            .with("Timezone", EMPTY));
            schema.insert(
                    "Status",
                    new Row()
                            .with("UserId", id)
                            .with("Status", "offline")
                            .with("Manual", false)
                            .with("LastActivityAt", clock));
            schema.insert(
                    "Preferences",
                    new Row()
                            .with("UserId", id)
                            .with("Category", "tutorial_step")
                            .with("Name", id)
                            .with("Value", "999"));
            schema.insert(
                    "Sessions",
                    new Row()
                            .with("Id", Ids.of("session", i))
                            .with("Token", Ids.of("token", i))
                            .with("CreateAt", clock)
                            .with("ExpiresAt", System.currentTimeMillis() + 86_400_000L)
                            .with("LastActivityAt", clock)
                            .with("UserId", id)
                            .with("Roles", roles)
                            .with("IsOAuth", false)
                            .with("Props", EMPTY));
            people.add(id);
        }
        schema.insert(
                "Bots",
                new Row()
                        .with("UserId", people.get(1))
                        .with("Description", "")
                        .with("OwnerId", people.get(0))
                        .with("CreateAt", clock)
                        .with("UpdateAt", clock)
                        .with("DeleteAt", 0L));
    }

    private void teams() throws SQLException {
        for (String name : new String[] {"engineering", "sales"}) {
            String team = Ids.of("team", name);
            schema.insert(
                    "Teams",
                    Row.born(team, tick())
                            .with("DisplayName", name)
                            .with("Name", name)
                            .with("Email", "admin@example.com")
                            .with("Type", "O")
                            .with("InviteId", Ids.of("invite", name))
                            .with("AllowOpenInvite", true));
            for (String user : people) {
                schema.insert(
                        "TeamMembers",
                        new Row()
                                .with("TeamId", team)
                                .with("UserId", user)
                                .with("Roles", "")
                                .with("DeleteAt", 0L)
                                .with("SchemeUser", true)
                                .with("CreateAt", clock));
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
        schema.insert(
                "Channels",
                Row.born(id, tick())
                        .with("TeamId", team)
                        .with("Type", type)
                        .with("DisplayName", name)
                        .with("Name", name)
                        .with("Header", "")
                        .with("Purpose", "")
                        .with("LastPostAt", clock)
                        .with("TotalMsgCount", 1L)
                        .with("CreatorId", people.get(0))
                        .with("TotalMsgCountRoot", 1L));
        if (type.equals("O")) {
            schema.insert(
                    "PublicChannels",
                    new Row()
                            .with("Id", id)
                            .with("DeleteAt", 0L)
                            .with("TeamId", team)
                            .with("DisplayName", name)
                            .with("Name", name)
                            .with("Header", "")
                            .with("Purpose", ""));
        }
        for (String user : members) {
            schema.insert(
                    "ChannelMembers",
                    new Row()
                            .with("ChannelId", id)
                            .with("UserId", user)
                            .with("Roles", "")
                            .with("LastViewedAt", clock)
                            .with("MsgCount", 1L)
                            .with("MentionCount", 0L)
                            .with("NotifyProps", EMPTY)
                            .with("LastUpdateAt", clock)
                            .with("SchemeUser", true));
        }
        channels.add(id);
    }

    private long tick() {
        return clock += 1000;
    }
}
