package dev.runbook.plugins.postgres.mysql;

import dev.runbook.engine.spi.Databases;
import dev.runbook.engine.spi.Databases.Session;
import dev.runbook.engine.spi.Databases.Use;
import dev.runbook.engine.spi.StepScope;
import dev.runbook.engine.spi.TargetSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a server says about itself and a database; read by the engine.
 *
 * @param identity tells this database of this server from every other
 * @param facts    as the script sees them
 * @param sizes    bytes of each table
 */
public record MysqlFacts(String identity, Map<String, Object> facts, Map<String, Long> sizes) {
    /** Also asked by the client on a host, to see that it reaches the same server; holds no double quotes. */
    static final String IDENTITY = "select concat_ws('/', @@hostname, @@port, @@datadir, @@pid_file, database())";

    private static final Pattern VERSION = Pattern.compile("(\\d+\\.\\d+)(?:\\.\\d+)?");

    /** Inside an effect only. */
    public static MysqlFacts of(StepScope scope, String word, TargetSpec database) throws Exception {
        try (Session session = Databases.installed().open(scope, word, database, null, Use.READS)) {
            return read(session);
        }
    }

    private static MysqlFacts read(Session session) throws Exception {
        Map<String, Object> row = session.rows("""
                select (%s) as identity, version() as version, database() as name, @@character_set_database as characters, @@collation_database as `collate`,
                  @@lower_case_table_names as lowerCase, @@read_only as readOnly, @@max_allowed_packet as packet""".formatted(IDENTITY)).get(0);
        Map<String, Long> sizes = sizes(session);
        String name = (String) row.get("name");
        Matcher version = VERSION.matcher((String) row.get("version"));
        boolean numbered = version.find();
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("product", row.get("version").toString().contains("MariaDB") ? "MariaDB" : "MySQL");
        facts.put("version", numbered ? version.group() : row.get("version"));
        facts.put("major", numbered ? version.group(1) : row.get("version"));
        facts.put("name", name);
        facts.put("characterSet", row.get("characters"));
        facts.put("collate", row.get("collate"));
        facts.put("lowerCaseTableNames", row.get("lowerCase"));
        facts.put("readOnly", !String.valueOf(row.get("readOnly")).matches("0|OFF|false"));
        facts.put("maxAllowedPacket", row.get("packet"));
        facts.put("bytes", sizes.values().stream().mapToLong(Long::longValue).sum());
        facts.put("sessions", sessions(session, name).values().stream().toList());
        return new MysqlFacts((String) row.get("identity"), facts, sizes);
    }

    /** By the server's number of each session, who else is connected, as far as this user may know: {@code mmuser from 10.0.0.7:4711 (Sleep)}. */
    static Map<Long, Object> sessions(Session session, String database) throws Exception {
        Map<Long, Object> sessions = new LinkedHashMap<>();
        for (Map<String, Object> row : session.rows(
                "select id as id, user as who, host as place, command as doing from information_schema.processlist where db = ? and id <> connection_id() order by id",
                database)) {
            sessions.put(
                    ((Number) row.get("id")).longValue(),
                    row.get("who") + " from " + row.get("place") + " (" + row.get("doing") + ")");
        }
        return sessions;
    }

    private static Map<String, Long> sizes(Session session) throws Exception {
        Map<String, Long> sizes = new LinkedHashMap<>();
        session.rows(
                        "select table_name as name, coalesce(data_length, 0) + coalesce(index_length, 0) as bytes from information_schema.tables where table_schema = database() and table_type = 'BASE TABLE'")
                .forEach(row -> sizes.put((String) row.get("name"), ((Number) row.get("bytes")).longValue()));
        return sizes;
    }

    /** Collations of tables and columns. */
    static List<String> collations(Session session) throws Exception {
        return session.rows("""
                select distinct collation_name as name from information_schema.columns where table_schema = database() and collation_name is not null
                union select distinct table_collation from information_schema.tables where table_schema = database() and table_collation is not null""").stream().map(row -> (String) row.get("name")).toList();
    }
}
