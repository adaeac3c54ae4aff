package dev.runbook.lab.mattermost.product;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The configuration: {@code config/config.json}, or the active row of {@code Configurations} in the database that {@code MM_CONFIG} names. Variables
 * {@code MM_SECTION_KEY} win over both, and are never written back.
 */
public final class Configuration {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String HIDDEN = "********************************";
    private static final Set<String> SECRET = Set.of(
            "DataSource",
            "AtRestEncryptKey",
            "PublicLinkSalt",
            "InviteSalt",
            "SMTPPassword",
            "AmazonS3SecretAccessKey");

    private final Path file;
    private final DataSource database;
    private final Map<String, String> environment;
    private ObjectNode stored;

    private Configuration(Path file, DataSource database, Map<String, String> environment) {
        this.file = file;
        this.database = database;
        this.environment = environment;
    }

    /** @param said what {@code --config} says, which wins over {@code MM_CONFIG}; or null */
    static Configuration read(Path home, Map<String, String> environment, String said)
            throws IOException, SQLException {
        String dsn = said == null ? environment.getOrDefault("MM_CONFIG", "") : said;
        boolean inDatabase = dsn.startsWith("postgres") || dsn.startsWith("mysql");
        Configuration configuration = new Configuration(
                home.resolve("config/config.json"), inDatabase ? DataSource.parse(dsn) : null, environment);
        configuration.stored =
                (ObjectNode) JSON.readTree(inDatabase ? configuration.active() : Files.readString(configuration.file));
        return configuration;
    }

    /** From a database into a file, with its secrets; and the certificates that lie there into files beside it. */
    static void migrate(String from, Path to) throws IOException, SQLException {
        Configuration stored = read(to, Map.of(), from);
        keep(to, stored.text());
        try (Connection connection = stored.database.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select Name, Data from ConfigurationFiles")) {
            while (rows.next()) {
                keep(to.resolveSibling(rows.getString(1)), rows.getString(2));
            }
        }
    }

    private String text() throws IOException {
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(stored);
    }

    private static void keep(Path file, String text) throws IOException {
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    private String active() throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select Value from Configurations where Active")) {
            if (!row.next()) {
                throw new SQLException("failed to load configuration: no active configuration");
            }
            return row.getString(1);
        }
    }

    /** With the environment over what is stored. */
    synchronized ObjectNode effective() {
        ObjectNode effective = stored.deepCopy();
        for (String variable : overriding()) {
            String[] at = variable.split("\\.", 2);
            String value = environment.get(name(at[0], at[1]));
            ObjectNode section = (ObjectNode) effective.get(at[0]);
            if (section.get(at[1]).isBoolean()) {
                section.put(at[1], Boolean.parseBoolean(value));
            } else if (section.get(at[1]).isNumber()) {
                section.put(at[1], Long.parseLong(value));
            } else {
                section.put(at[1], value);
            }
        }
        return effective;
    }

    /** Keys {@code Section.Key} that the environment sets. */
    Set<String> overriding() {
        Set<String> keys = new TreeSet<>();
        stored.properties()
                .forEach(section -> section.getValue().fieldNames().forEachRemaining(key -> {
                    if (environment.containsKey(name(section.getKey(), key))) {
                        keys.add(section.getKey() + "." + key);
                    }
                }));
        return keys;
    }

    private static String name(String section, String key) {
        return "MM_" + section.toUpperCase(Locale.ROOT) + "_" + key.toUpperCase(Locale.ROOT);
    }

    String text(String section, String key) {
        return effective().path(section).path(key).asText();
    }

    /** A number; none where it says nothing. */
    long number(String section, String key) {
        return effective().path(section).path(key).asLong();
    }

    boolean on(String section, String key) {
        return effective().path(section).path(key).asBoolean();
    }

    /** As the API shows it. */
    ObjectNode shown() {
        ObjectNode shown = effective();
        shown.elements()
                .forEachRemaining(section -> SECRET.forEach(key -> {
                    if (section.has(key)) {
                        ((ObjectNode) section).put(key, HIDDEN);
                    }
                }));
        return shown;
    }

    /** Which keys come from the environment, in the form of the API. */
    ObjectNode fromEnvironment() {
        ObjectNode found = JSON.createObjectNode();
        for (String key : overriding()) {
            String[] at = key.split("\\.", 2);
            found.withObject("/" + at[0]).put(at[1], true);
        }
        return found;
    }

    /** Changes what is stored. */
    synchronized void patch(JsonNode changes) throws IOException, SQLException {
        changes.properties()
                .forEach(section -> section.getValue()
                        .properties()
                        .forEach(key -> (stored.withObject("/" + section.getKey())).set(key.getKey(), key.getValue())));
        String text = text();
        if (database == null) {
            keep(file, text);
        } else {
            try (Connection connection = database.connect();
                    PreparedStatement update =
                            connection.prepareStatement("update Configurations set Value = ? where Active")) {
                update.setString(1, text);
                update.executeUpdate();
            }
        }
    }
}
