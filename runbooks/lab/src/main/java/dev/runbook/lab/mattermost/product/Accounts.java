package dev.runbook.lab.mattermost.product;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.bouncycastle.crypto.generators.OpenBSDBCrypt;

/** Users and their sessions, in the database; passwords are kept as bcrypt hashes, as the product keeps them. */
public final class Accounts {
    private static final int COST = 10;
    private static final int SALT = 16;
    private static final long MONTH = 30L * 24 * 3600 * 1000;

    private final Connection database;

    Accounts(Connection database) {
        this.database = database;
    }

    /** Somebody who may log in. */
    record User(String id, String roles) {}

    /** The hash under which a password is kept. */
    public static String hash(String password) {
        byte[] salt = new byte[SALT];
        new SecureRandom().nextBytes(salt);
        return OpenBSDBCrypt.generate("2a", password.toCharArray(), salt, COST);
    }

    /** The hash of a password that nobody knows. */
    static String random() {
        return Nobody.HASH;
    }

    /** Made once: hashing takes its time. */
    private static final class Nobody {
        private static final String HASH = hash(Ids.random());
    }

    Optional<User> user(String login, String password) throws SQLException {
        String sql = "select Id, Roles, Password from Users where (Username = ? or Email = ?) and DeleteAt = 0";
        try (PreparedStatement select = database.prepareStatement(sql)) {
            select.setString(1, login);
            select.setString(2, login);
            try (ResultSet row = select.executeQuery()) {
                boolean right = row.next()
                        && OpenBSDBCrypt.checkPassword(row.getString(3), password.getBytes(StandardCharsets.UTF_8));
                return right ? Optional.of(new User(row.getString(1), row.getString(2))) : Optional.empty();
            }
        }
    }

    /** Opens a session; gives its token. */
    String open(User user) throws SQLException {
        long now = System.currentTimeMillis();
        String token = Ids.random();
        Row session = new Row()
                .with("Id", Ids.random())
                .with("Token", token)
                .with("CreateAt", now)
                .with("ExpiresAt", now + MONTH)
                .with("LastActivityAt", now)
                .with("UserId", user.id())
                .with("Roles", user.roles());
        new Schema(database).insert("Sessions", session);
        return token;
    }

    Optional<User> session(String token) throws SQLException {
        String sql =
                "select u.Id, u.Roles from Sessions s join Users u on u.Id = s.UserId where s.Token = ? and s.ExpiresAt > ? and u.DeleteAt = 0";
        try (PreparedStatement select = database.prepareStatement(sql)) {
            select.setString(1, token);
            select.setLong(2, System.currentTimeMillis());
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? Optional.of(new User(row.getString(1), row.getString(2))) : Optional.empty();
            }
        }
    }

    Optional<String> value(String sql, String parameter) throws SQLException {
        try (PreparedStatement select = database.prepareStatement(sql)) {
            select.setString(1, parameter);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? Optional.ofNullable(row.getString(1)) : Optional.empty();
            }
        }
    }
}
