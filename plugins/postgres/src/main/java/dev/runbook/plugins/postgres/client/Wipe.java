package dev.runbook.plugins.postgres.client;

import dev.runbook.engine.model.EffectFailed;
import dev.runbook.engine.spi.Databases;
import dev.runbook.engine.spi.Databases.Session;
import dev.runbook.engine.spi.Databases.Use;
import dev.runbook.engine.spi.Effect;
import dev.runbook.engine.spi.Options;
import dev.runbook.engine.spi.StepScope;
import dev.runbook.engine.spi.TargetSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Empties a database: by dropping and making schemas again, or the whole database. */
public final class Wipe {
    /** The database of a server that is always there to connect to while another is dropped. */
    private static final String MAINTENANCE = "postgres";

    private final StepScope scope;
    private final TargetSpec database;
    private final Options options;
    private final String name;
    private final List<String> schemas;

    public Wipe(StepScope scope, TargetSpec database, Options options) {
        this.scope = scope;
        this.database = database;
        this.options = options;
        Transfer.writable(options.word(), database);
        this.name = Databases.installed().address(database).name();
        this.schemas = options.texts("schema");
    }

    public Object perform() {
        String what = schemas.isEmpty()
                ? "drop database " + name + " and create it again, empty"
                : "drop schema " + String.join(", ", schemas) + " of database " + name
                        + " with everything in it and create it again, empty";
        return scope.perform(Effect.<Object>writes(
                        options.word(), database.name(), what, () -> schemas.isEmpty() ? whole() : bySchema())
                .needing(options.all()));
    }

    private Map<String, Object> bySchema() throws Exception {
        try (Session session = Databases.installed().open(scope, options.word(), database, null, Use.WRITES)) {
            nobodyElse(session);
            session.execute("begin");
            long dropped = 0;
            for (String schema : schemas) {
                dropped += anew(session, schema);
            }
            session.execute("commit");
            return Map.of("tables", dropped);
        }
    }

    /** Owner and grants stay as they were. */
    private long anew(Session session, String schema) throws Exception {
        List<Map<String, Object>> found = session.rows(
                "select pg_get_userbyid(n.nspowner)::text as owner, (select count(*) from pg_class c where c.relnamespace = n.oid and c.relkind in ('r', 'p')) as tables from pg_namespace n where n.nspname = ?",
                schema);
        if (found.isEmpty()) {
            throw new EffectFailed(options.word() + ": there is no schema '" + schema + "' in " + database.label()
                    + "; nothing was dropped");
        }
        List<String> grants = grants(session, schema);
        String owner = options.text("owner") == null ? (String) found.get(0).get("owner") : options.text("owner");
        session.execute("drop schema " + quoted(schema) + " cascade");
        session.execute("create schema " + quoted(schema) + " authorization " + quoted(owner));
        for (String grant : grants) {
            session.execute(grant);
        }
        return ((Number) found.get(0).get("tables")).longValue();
    }

    private static List<String> grants(Session session, String schema) throws Exception {
        List<String> grants = new ArrayList<>();
        for (Map<String, Object> row : session.rows(
                "select a.privilege_type as privilege, case a.grantee when 0 then null else pg_get_userbyid(a.grantee)::text end as grantee, a.is_grantable as again "
                        + "from pg_namespace n, aclexplode(n.nspacl) a where n.nspname = ? and a.grantee <> n.nspowner",
                schema)) {
            String to = row.get("grantee") == null ? "public" : quoted((String) row.get("grantee"));
            grants.add("grant " + row.get("privilege") + " on schema " + quoted(schema) + " to " + to
                    + (Boolean.TRUE.equals(row.get("again")) ? " with grant option" : ""));
        }
        return grants;
    }

    private Map<String, Object> whole() throws Exception {
        try (Session session = Databases.installed().open(scope, options.word(), database, MAINTENANCE, Use.WRITES)) {
            Map<String, Object> was = new Dropped(scope, options.word(), database, name).was(was(session));
            nobodyElse(session);
            session.execute("drop database if exists " + quoted(name));
            session.execute(create(was));
            return Map.of("tables", was.get("tables"));
        }
    }

    private Map<String, Object> was(Session session) throws Exception {
        Map<String, Object> was = new LinkedHashMap<>();
        List<Map<String, Object>> found = session.rows("""
                select pg_get_userbyid(d.datdba)::text as owner, pg_encoding_to_char(d.encoding)::text as encoding, d.datcollate::text as "collate", d.datctype::text as ctype,
                  coalesce(to_json(d)->>'datlocprovider', 'c') as provider, coalesce(to_json(d)->>'datlocale', to_json(d)->>'daticulocale') as locale
                from pg_database d where d.datname = ?""", name);
        if (!found.isEmpty()) {
            was.putAll(found.get(0));
            was.put(
                    "tables",
                    ServerFacts.of(scope, options.word(), database).sizes().size());
        }
        return was;
    }

    private String create(Map<String, Object> was) {
        String locale = options.text("locale");
        String encoding = options.text("encoding") == null ? (String) was.get("encoding") : options.text("encoding");
        String owner = options.text("owner") == null ? (String) was.get("owner") : options.text("owner");
        StringBuilder create = new StringBuilder("create database " + quoted(name) + " template template0 owner "
                + quoted(owner) + " encoding " + literal(encoding));
        create.append(" lc_collate ").append(literal(locale == null ? was.get("collate") : locale));
        create.append(" lc_ctype ").append(literal(locale == null ? was.get("ctype") : locale));
        if (locale != null && !"c".equals(was.get("provider"))) {
            create.append(" locale_provider libc");
        }
        if (locale == null && "i".equals(was.get("provider"))) {
            create.append(" locale_provider icu icu_locale ").append(literal(was.get("locale")));
        }
        if (locale == null && "b".equals(was.get("provider"))) {
            create.append(" locale_provider builtin builtin_locale ").append(literal(was.get("locale")));
        }
        return create.toString();
    }

    private void nobodyElse(Session session) throws Exception {
        new Others(ServerFacts.sessions(session, name))
                .gone(
                        scope,
                        options,
                        database,
                        () -> session.rows(
                                "select pg_terminate_backend(pid) as ended from pg_stat_activity where datname = ? and pid <> pg_backend_pid()",
                                name));
    }

    private static String quoted(String part) {
        return "\"" + part.replace("\"", "\"\"") + "\"";
    }

    private static String literal(Object text) {
        return "'" + String.valueOf(text).replace("'", "''") + "'";
    }
}
