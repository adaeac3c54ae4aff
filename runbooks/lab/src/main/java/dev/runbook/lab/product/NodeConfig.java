package dev.runbook.lab.product;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/**
 * A machine's configuration, under the keys that a Data Center node has. The single server reads the same file here; the real one has its
 * services on the same box and no such file.
 *
 * @param sharedStorage where files are: {@code /file_store}, {@code /file_share}
 * @param redis         {@code HOST:PORT}, or null
 * @param redisPassword its password, or null
 * @param database      {@code HOST:PORT}
 * @param name          the database's name
 * @param user          its user
 * @param password      the user's password
 * @param pace          milliseconds to wait after each line of the log, so that a person can watch it or a test interrupt it
 */
public record NodeConfig(
        @JsonProperty("shared-storage-location") String sharedStorage,
        @JsonProperty("redis-server") String redis,
        @JsonProperty("redis-password") String redisPassword,
        @JsonProperty("database-server") String database,
        @JsonProperty("database-name") String name,
        @JsonProperty("database-user") String user,
        @JsonProperty("database-password") String password,
        @JsonProperty("pace") long pace) {
    /** Where it is, under a machine's root. */
    public static final String FILE = "hipchat/config/node.json";

    /** Reads it. */
    public static NodeConfig read(Path home) throws IOException {
        return new ObjectMapper().readValue(home.resolve(FILE).toFile(), NodeConfig.class);
    }

    /** Its text. */
    public String json() throws IOException {
        return new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(this);
    }

    Connection connect() throws SQLException {
        return DriverManager.getConnection("jdbc:postgresql://" + database + "/" + name, user, password);
    }

    Path storage() {
        return Path.of(sharedStorage);
    }
}
