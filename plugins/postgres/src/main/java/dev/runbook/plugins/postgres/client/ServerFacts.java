package dev.runbook.plugins.postgres.client;

import dev.runbook.engine.spi.Databases;
import dev.runbook.engine.spi.Databases.Session;
import dev.runbook.engine.spi.Databases.Use;
import dev.runbook.engine.spi.StepScope;
import dev.runbook.engine.spi.TargetSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a server says about itself and a database; read by the engine.
 *
 * @param version  of the server
 * @param identity tells this database of this running server from every other
 * @param facts    as the script sees them
 * @param sizes    bytes of each table, by {@code schema.table}, for the progress
 */
public record ServerFacts(ServerVersion version, String identity, Map<String, Object> facts, Map<String, Long> sizes) {
    /** Also asked by {@code psql} on a host, to see that it reaches the same server; holds no double quotes. */
    static final String IDENTITY =
            "select extract(epoch from pg_postmaster_start_time())::text || '/' || (select oid::text from pg_database where datname = current_database())";

    private static final String SESSIONS = """
            select coalesce(application_name, '') as application, coalesce(usename::text, '') as "user", coalesce(host(client_addr), 'the server itself') as "from"
            from pg_stat_activity where datname = ? and pid <> pg_backend_pid() and coalesce(application_name, '') not like 'runbook:%'
            """;

    /** Inside an effect only. */
    public static ServerFacts of(StepScope scope, String word, TargetSpec database) throws Exception {
        try (Session session = Databases.installed().open(scope, word, database, null, Use.READS)) {
            return read(session);
        }
    }

    private static ServerFacts read(Session session) throws Exception {
        Map<String, Object> row = session.rows("""
                select current_setting('server_version_num')::int as number, d.datname::text as name, pg_get_userbyid(d.datdba)::text as owner,
                  pg_encoding_to_char(d.encoding)::text as encoding, d.datcollate::text as "collate", d.datctype::text as ctype,
                  coalesce(to_json(d)->>'datlocprovider', 'c') as provider, coalesce(to_json(d)->>'datlocale', to_json(d)->>'daticulocale') as locale,
                  pg_database_size(d.oid) as bytes, pg_is_in_recovery() as standby, (select count(*) from pg_largeobject_metadata) as objects
                from pg_database d where d.datname = current_database()""").get(0);
        ServerVersion version = new ServerVersion(((Number) row.get("number")).intValue());
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("version", version.toString());
        facts.put("major", version.major());
        for (String each : List.of("name", "owner", "encoding", "collate", "ctype")) {
            facts.put(each, row.get(each));
        }
        facts.put("provider", provider((String) row.get("provider")));
        facts.put("locale", row.get("locale"));
        facts.put("bytes", row.get("bytes"));
        facts.put("standby", row.get("standby"));
        facts.put("largeObjects", row.get("objects"));
        facts.put("extensions", extensions(session));
        facts.put("settings", settings(session));
        facts.put("sessions", sessions(session, (String) row.get("name")));
        String identity =
                (String) session.rows(IDENTITY + " as identity").get(0).get("identity");
        return new ServerFacts(version, identity, facts, sizes(session));
    }

    private static String provider(String letter) {
        return switch (letter) {
            case "i" -> "icu";
            case "b" -> "builtin";
            default -> "libc";
        };
    }

    private static Map<String, Object> extensions(Session session) throws Exception {
        Map<String, Object> extensions = new LinkedHashMap<>();
        session.rows("select extname::text as name, extversion as version from pg_extension order by 1")
                .forEach(row -> extensions.put((String) row.get("name"), row.get("version")));
        return extensions;
    }

    /** Settings of the database itself, which outlive a wiped schema: pgloader leaves a search_path behind. */
    private static List<Object> settings(Session session) throws Exception {
        return session
                .rows(
                        "select unnest(s.setconfig) as setting from pg_db_role_setting s join pg_database d on d.oid = s.setdatabase "
                                + "where d.datname = current_database() and s.setrole = 0")
                .stream()
                .map(row -> row.get("setting"))
                .toList();
    }

    /** Who else is connected: {@code mattermost (user mm) from 10.0.0.7}; nobody but the engine counts as nobody. */
    public static List<Object> sessions(Session session, String database) throws Exception {
        return session.rows(SESSIONS, database).stream()
                .map(row ->
                        (Object) (row.get("application") + " (user " + row.get("user") + ") from " + row.get("from")))
                .toList();
    }

    private static Map<String, Long> sizes(Session session) throws Exception {
        Map<String, Long> sizes = new LinkedHashMap<>();
        for (Map<String, Object> row : session.rows("""
                select n.nspname::text as schema, c.relname::text as name, pg_table_size(c.oid) as bytes
                from pg_class c join pg_namespace n on n.oid = c.relnamespace
                where c.relkind in ('r', 'm') and c.relpersistence <> 't' and n.nspname <> 'information_schema' and n.nspname !~ '^pg_'""")) {
            sizes.put(row.get("schema") + "." + row.get("name"), ((Number) row.get("bytes")).longValue());
        }
        return sizes;
    }
}
