package dev.runbook.lab.mattermost.product;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** Teams, channels and people of an import; what is there already, by name, stays as it is. */
final class ImportedPlaces {
    private static final int LARGEST_GROUP = 8;

    private final Statements rows;
    private final Schema schema;
    private final Path files;
    private final Configuration configuration;
    private final ServerLog log;
    private final Map<String, String> known = new HashMap<>();
    private final long now = System.currentTimeMillis();

    ImportedPlaces(Connection database, Path files, Configuration configuration, ServerLog log) throws SQLException {
        this.rows = new Statements(database);
        this.schema = new Schema(database);
        this.files = files;
        this.configuration = configuration;
        this.log = log;
    }

    void emoji(ZipFile zip, JsonNode emoji) throws IOException, SQLException {
        if (!rows.text(
                        "select id from Emoji where name = ? and deleteat = 0",
                        emoji.path("name").asText())
                .isEmpty()) {
            return;
        }
        String id =
                insert("Emoji", born().with("Name", emoji.path("name").asText()).with("CreatorId", ""));
        ZipEntry image = zip.getEntry("data/" + emoji.path("image").asText());
        if (image != null) {
            Path file = files.resolve("emoji/" + id + "/image");
            Files.createDirectories(file.getParent());
            Files.copy(zip.getInputStream(image), file);
        }
    }

    void team(JsonNode team) throws SQLException {
        String name = team.path("name").asText();
        if (found("team " + name, "select id from Teams where name = ?", name).isEmpty()) {
            insert(
                    "Teams",
                    born().with("Name", name)
                            .with("DisplayName", team.path("display_name").asText())
                            .with("Type", team.path("type").asText())
                            .with("InviteId", Ids.random())
                            .with(
                                    "AllowOpenInvite",
                                    team.path("allow_open_invite").asBoolean()));
        }
    }

    String teamId(String name) throws SQLException {
        return required("team", name, found("team " + name, "select id from Teams where name = ?", name));
    }

    void channel(JsonNode channel) throws SQLException {
        String team = teamId(channel.path("team").asText());
        String name = channel.path("name").asText();
        if (channelOf(team, name).isEmpty()) {
            long most = configuration.number("TeamSettings", "MaxChannelsPerTeam");
            if (rows.number("select count(*) from Channels where teamid = ?", team) >= most) {
                throw new IllegalArgumentException(
                        "You've reached the limit of the number of allowed channels per team.");
            }
            conversation(
                    team,
                    channel.path("type").asText(),
                    name,
                    channel.path("deleted_at").asLong(0));
        }
    }

    private String channelOf(String team, String name) throws SQLException {
        return found(
                "channel " + team + "/" + name, "select id from Channels where teamid = ? and name = ?", team, name);
    }

    String channelId(String team, String name) throws SQLException {
        return required("channel", team + "/" + name, channelOf(teamId(team), name));
    }

    /** Without a password nobody gets in until they have set one: what is kept is the hash of something random. */
    void user(ZipFile zip, JsonNode user) throws IOException, SQLException {
        String name = user.path("username").asText();
        if (userOf(name).isEmpty()) {
            person(user, name, Accounts.random());
        }
        String id = userId(name);
        picture(zip.getEntry("data/" + user.path("profile_image").asText("none")), zip, id);
        for (JsonNode team : user.path("teams")) {
            String teamId = teamId(team.path("name").asText());
            join(id, teamId, user.path("delete_at").asLong(0));
            for (JsonNode channel : team.path("channels")) {
                member(
                        channelId(
                                team.path("name").asText(), channel.path("name").asText()),
                        id);
            }
        }
    }

    private void picture(ZipEntry image, ZipFile zip, String user) throws IOException, SQLException {
        if (image != null) {
            Path file = files.resolve("users/" + user + "/profile.png");
            Files.createDirectories(file.getParent());
            Files.copy(zip.getInputStream(image), file, StandardCopyOption.REPLACE_EXISTING);
            rows.change("update Users set lastpictureupdate = ? where id = ?", now, user);
        }
    }

    private void person(JsonNode user, String name, String password) throws SQLException {
        String email = user.path("email").asText(name + "@localhost");
        if (rows.number("select count(*) from Users where email = ?", email) > 0) {
            throw new IllegalArgumentException("An account with that email already exists.");
        }
        insert(
                "Users",
                born().with("Username", name)
                        .with("Email", email)
                        .with("Password", password)
                        .with("AuthService", "")
                        .with("FirstName", user.path("first_name").asText())
                        .with("LastName", user.path("last_name").asText())
                        .with("Roles", user.path("roles").asText("system_user"))
                        .with("Locale", user.path("locale").asText("en"))
                        .with("DeleteAt", user.path("delete_at").asLong(0)));
    }

    void bot(JsonNode bot) throws SQLException {
        String name = bot.path("username").asText();
        if (userOf(name).isEmpty()) {
            person(bot, name, "");
            rows.change(
                    "insert into Bots (userid, ownerid, createat, updateat, deleteat) values (?, '', ?, ?, 0)",
                    userId(name),
                    now,
                    now);
        }
    }

    private String userOf(String name) throws SQLException {
        return found("user " + name, "select id from Users where username = ?", name);
    }

    String userId(String name) throws SQLException {
        return required("user", name, userOf(name));
    }

    private void join(String user, String team, long deleted) throws SQLException {
        if (rows.number("select count(*) from TeamMembers where teamid = ? and userid = ?", team, user) > 0) {
            return;
        }
        String active = "select count(*) from TeamMembers m join Users u on u.id = m.userid"
                + " where m.teamid = ? and m.deleteat = 0 and u.deleteat = 0";
        if (deleted == 0 && rows.number(active, team) >= configuration.number("TeamSettings", "MaxUsersPerTeam")) {
            throw new IllegalArgumentException(
                    "This team has reached the maximum number of allowed accounts. Contact your System Administrator to set a higher limit.");
        }
        rows.change(
                "insert into TeamMembers (teamid, userid, roles, deleteat, schemeuser, createat) values (?, ?, '', 0, true, ?)",
                team,
                user,
                now);
    }

    /** For everybody everything is unread at first. */
    private void member(String channel, String user) throws SQLException {
        rows.change(
                "insert into ChannelMembers (channelid, userid, roles, lastviewedat, msgcount, mentioncount, notifyprops, lastupdateat, schemeuser, msgcountroot)"
                        + " values (?, ?, '', 0, 0, 0, '{}', ?, true, 0) on conflict do nothing",
                channel,
                user,
                now);
    }

    /** One of the few errors at which an import goes on: the conversation is left out. */
    void directChannel(JsonNode members) throws IOException, SQLException {
        if (members.size() > LARGEST_GROUP) {
            log.say("warn", "Direct channel members list contains too many items.");
        } else {
            direct(members);
        }
    }

    String direct(JsonNode members) throws SQLException {
        List<String> ids = new ArrayList<>();
        for (JsonNode member : members) {
            ids.add(userId(member.asText()));
        }
        List<String> sorted = ids.stream().sorted().toList();
        String type = ids.size() == 2 ? "D" : "G";
        String name = type.equals("D") ? String.join("__", sorted) : Ids.of(sorted.toArray());
        if (channelOf("", name).isEmpty()) {
            String id = conversation("", type, name, 0);
            for (String each : sorted) {
                member(id, each);
            }
        }
        return channelOf("", name);
    }

    private String conversation(String team, String type, String name, long deleted) throws SQLException {
        return insert(
                "Channels",
                born().with("TeamId", team)
                        .with("Type", type)
                        .with("Name", name)
                        .with("DisplayName", name)
                        .with("LastPostAt", 0L)
                        .with("TotalMsgCount", 0L)
                        .with("TotalMsgCountRoot", 0L)
                        .with("DeleteAt", deleted));
    }

    private String found(String key, String sql, Object... values) throws SQLException {
        if (!known.containsKey(key)) {
            String id = rows.text(sql, values);
            if (id.isEmpty()) {
                return "";
            }
            known.put(key, id);
        }
        return known.get(key);
    }

    private static String required(String kind, String name, String id) {
        if (id.isEmpty()) {
            throw new IllegalArgumentException("Unable to find the " + kind + " " + name + ".");
        }
        return id;
    }

    private String insert(String table, Row row) throws SQLException {
        schema.insert(table, row);
        return (String) row.values().get("Id");
    }

    private Row born() {
        return Row.born(Ids.random(), now);
    }
}
