package dev.runbook.lab.mattermost.product;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** What the product writes by itself within seconds of its start: a bot with its channels and posts; and guests are deactivated where guest accounts are off. */
final class FirstWrites {
    private static final String ADVISOR = "mattermost-advisor";

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
            schema.insert("Systems", new Row().with("Name", "DiagnosticId").with("Value", Ids.random()));
            schema.insert(
                    "Systems", new Row().with("Name", "AsymmetricSigningKey").with("Value", Ids.random()));
        }
        if (none("select count(*) from Users where Username = '" + ADVISOR + "'")) {
            advisor();
        }
        message();
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
        Row user = Row.born(bot, now)
                .with("Username", ADVISOR)
                .with("Email", ADVISOR + "@localhost")
                .with("Password", "")
                .with("Roles", "system_user")
                .with("AuthService", "");
        schema.insert("Users", user);
        Row row = new Row()
                .with("UserId", bot)
                .with("OwnerId", bot)
                .with("CreateAt", now)
                .with("UpdateAt", now)
                .with("DeleteAt", 0L);
        schema.insert("Bots", row);
    }

    /** In a new conversation at every start. */
    private void message() throws SQLException {
        String bot = text("select Id from Users where Username = '" + ADVISOR + "'");
        String channel = Ids.random();
        Row conversation =
                Row.born(channel, now).with("TeamId", "").with("Type", "D").with("Name", bot + "__" + channel);
        schema.insert("Channels", conversation);
        Row post = Row.born(Ids.random(), now)
                .with("UserId", bot)
                .with("ChannelId", channel)
                .with("RootId", "")
                .with("Message", "Your system is growing.")
                .with("Type", "warn_metric_status");
        schema.insert("Posts", post);
    }

    private String text(String select) throws SQLException {
        try (Statement statement = database.createStatement();
                ResultSet row = statement.executeQuery(select)) {
            row.next();
            return row.getString(1);
        }
    }

    private boolean none(String count) throws SQLException {
        try (Statement statement = database.createStatement();
                ResultSet row = statement.executeQuery(count)) {
            row.next();
            return row.getLong(1) == 0;
        }
    }
}
