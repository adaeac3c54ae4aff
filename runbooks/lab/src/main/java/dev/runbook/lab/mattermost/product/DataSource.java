package dev.runbook.lab.mattermost.product;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What {@code SqlSettings.DataSource} and {@code MM_CONFIG} say: a URL of PostgreSQL, or the form of the Go driver for MySQL.
 *
 * @param url      for JDBC
 * @param user     who connects
 * @param password its password
 */
record DataSource(String url, String user, String password) {
    private static final Pattern POSTGRES =
            Pattern.compile("postgres(?:ql)?://([^:]+):([^@]*)@([^/]+)/([^?]+)(?:\\?.*)?");
    private static final Pattern MYSQL =
            Pattern.compile("(?:mysql://)?([^:]+):(.*)@tcp\\(([^)]+)\\)/([^?]+)(?:\\?.*)?");

    static DataSource parse(String text) {
        Matcher postgres = POSTGRES.matcher(text);
        if (postgres.matches()) {
            String password = URLDecoder.decode(postgres.group(2).replace("+", "%2B"), StandardCharsets.UTF_8);
            return new DataSource(
                    "jdbc:postgresql://" + postgres.group(3) + "/" + postgres.group(4), postgres.group(1), password);
        }
        Matcher mysql = MYSQL.matcher(text);
        if (mysql.matches()) {
            return new DataSource(
                    "jdbc:mariadb://" + mysql.group(3) + "/" + mysql.group(4), mysql.group(1), mysql.group(2));
        }
        throw new IllegalArgumentException("the data source is neither a URL of PostgreSQL nor a DSN of MySQL");
    }

    boolean mysql() {
        return url.startsWith("jdbc:mariadb");
    }

    Connection connect() throws SQLException {
        return DriverManager.getConnection(url, user, password);
    }
}
