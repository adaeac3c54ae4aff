package dev.runbook.lab.mattermost.product;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the product writes by itself within seconds of its start: a bot with its channels and posts; and guests are deactivated where guest accounts are off. */
final class FirstWrites {
    private final Connection database;
    private final Schema schema;
    private final Configuration configuration;
    private final long now = System.currentTimeMillis();

    FirstWrites(Connection database, Configuration configuration) throws SQLException {
        this.database = database;
        this.schema = new Schema(database);
        this.configuration = configuration;
    }

    void make() throws SQLException {
        if (none("select count(*) from Systems where Name = 'DiagnosticId'")) {
            schema.insert("Systems", row("Name", "DiagnosticId", "Value", Ids.random()));
            schema.insert("Systems", row("Name", "AsymmetricSigningKey", "Value", Ids.random()));
        }
        if (none("select count(*) from Users where Username = 'mattermost-advisor'")) {
            advisor();
        }
        if (!configuration
                .effective()
                .path("GuestAccountsSettings")
                .path("Enable")
                .asBoolean()) {
            try (Statement statement = database.createStatement()) {
                statement.executeUpdate("update Users set DeleteAt = " + now + ", UpdateAt = " + now
                        + " where DeleteAt = 0 and Roles like '%system_guest%'");
            }
        }
    }

    private void advisor() throws SQLException {
        String bot = Ids.random();
        schema.insert(
                "Users",
                row(
                        "Id",
                        bot,
                        "CreateAt",
                        now,
                        "UpdateAt",
                        now,
                        "DeleteAt",
                        0L,
                        "Username",
                        "mattermost-advisor",
                        "Password",
                        "",
                        "Email",
                        "mattermost-advisor@localhost",
                        "Roles",
                        "system_user",
                        "AuthService",
                        ""));
        schema.insert("Bots", row("UserId", bot, "OwnerId", bot, "CreateAt", now, "UpdateAt", now, "DeleteAt", 0L));
        String channel = Ids.random();
        schema.insert(
                "Channels",
                row(
                        "Id",
                        channel,
                        "CreateAt",
                        now,
                        "UpdateAt",
                        now,
                        "DeleteAt",
                        0L,
                        "TeamId",
                        "",
                        "Type",
                        "D",
                        "Name",
                        bot + "__advisor"));
        schema.insert(
                "Posts",
                row(
                        "Id",
                        Ids.random(),
                        "CreateAt",
                        now,
                        "UpdateAt",
                        now,
                        "DeleteAt",
                        0L,
                        "UserId",
                        bot,
                        "ChannelId",
                        channel,
                        "RootId",
                        "",
                        "Message",
                        "Your system is growing.",
                        "Type",
                        "warn_metric_status"));
    }

    private boolean none(String count) throws SQLException {
        try (Statement statement = database.createStatement();
                ResultSet row = statement.executeQuery(count)) {
            row.next();
            return row.getLong(1) == 0;
        }
    }

    private static Map<String, Object> row(Object... pairs) {
        Map<String, Object> row = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            row.put((String) pairs[i], pairs[i + 1]);
        }
        return row;
    }
}
