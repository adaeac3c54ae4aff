package dev.runbook.plugins.postgres.census;

import dev.runbook.engine.model.EffectFailed;
import dev.runbook.engine.spi.Databases.Session;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** PostgreSQL's catalogue, from 9.5 on. */
final class PostgresCatalogue implements Catalogue {
    static final char QUOTE = '"';

    /** What belongs to nobody's data. */
    private static final String USERS_SCHEMAS =
            "n.nspname <> 'information_schema' and n.nspname !~ '^pg_(catalog$|toast|temp)'";

    private final String schema;
    private final Map<String, List<String>> feeds;
    private String snapshot;

    /**
     * @param schema the one that is counted, or null for all
     * @param feeds  columns of free-standing sequences, by the sequence as the operator names it
     */
    PostgresCatalogue(String schema, Map<String, List<String>> feeds) {
        this.schema = schema;
        this.feeds = feeds;
    }

    @Override
    public void begin(Session session, boolean shared) throws Exception {
        session.execute("set transaction isolation level repeatable read");
        if (shared) {
            snapshot = (String) session.rows("select pg_export_snapshot() as snapshot")
                    .get(0)
                    .get("snapshot");
        }
        prepare(session);
    }

    @Override
    public void join(Session session) throws Exception {
        session.execute("set transaction isolation level repeatable read");
        session.execute("set transaction snapshot '" + snapshot + "'");
        prepare(session);
    }

    private static void prepare(Session session) throws Exception {
        session.execute("set statement_timeout = 0");
        // A policy that hides rows is an error, as it is for pg_dump.
        session.execute("set row_security = off");
        session.execute("set datestyle = 'ISO, YMD'");
        session.execute("set intervalstyle = 'postgres'");
        session.execute("set lc_monetary = 'C'");
        session.execute("set search_path = ''");
    }

    @Override
    public List<Table> tables(Session session) throws Exception {
        exists(session);
        Map<Object, List<String>> columns = new LinkedHashMap<>();
        for (Map<String, Object> row : session.rows("""
                select a.attrelid::bigint as oid, a.attname::text as name, b.typname::text as type
                from pg_attribute a
                join pg_class c on c.oid = a.attrelid
                join pg_namespace n on n.oid = c.relnamespace
                join pg_type t on t.oid = a.atttypid
                join pg_type b on b.oid = case when t.typtype = 'd' then t.typbasetype else t.oid end
                where a.attnum > 0 and not a.attisdropped and c.relkind in ('r', 'm') and %s
                order by a.attrelid, a.attname""".formatted(where()))) {
            columns.computeIfAbsent(row.get("oid").toString(), oid -> new ArrayList<>())
                    .add(expression(row));
        }
        List<Table> tables = new ArrayList<>();
        for (Map<String, Object> row : session.rows("""
                select c.oid::bigint as oid, n.nspname::text as schema, c.relname::text as name, pg_table_size(c.oid) as bytes
                from pg_class c join pg_namespace n on n.oid = c.relnamespace
                where c.relkind in ('r', 'm') and c.relispopulated and %s
                order by n.nspname, c.relname""".formatted(where()))) {
            tables.add(new Table(
                    name(row),
                    ((Number) row.get("bytes")).longValue(),
                    columns.getOrDefault(row.get("oid").toString(), List.of())));
        }
        return tables;
    }

    /** As every version shows it: floats by their bytes, whose digits differ between versions; long bytes by their hash, since their text may be too long. */
    private static String expression(Map<String, Object> column) {
        String name = "t." + Name.quoted((String) column.get("name"), QUOTE);
        return switch ((String) column.get("type")) {
            case "float4" -> "float4send(" + name + ")::text";
            case "float8" -> "float8send(" + name + ")::text";
            case "bytea" -> "md5(" + name + ")";
            default -> name + "::text";
        };
    }

    @Override
    public Map<String, Object> count(Session session, Table table, boolean hash) throws Exception {
        String from = "from only " + table.name().schemaQuoted(schema, QUOTE) + " t";
        String row = "md5(row(" + String.join(", ", table.columns()) + ")::text)";
        return new Content(from, row, PostgresCatalogue::sum).count(session, hash);
    }

    private static String sum(int from) {
        return "coalesce(sum(('x' || substr(h, " + from + ", 16))::bit(64)::bigint), 0)::text";
    }

    @Override
    public Map<String, Object> rest(Session session) throws Exception {
        Map<String, Object> rest = new LinkedHashMap<>();
        Sequences sequences = new Sequences(session, schema, where(), feeds);
        rest.put("sequences", sequences.positions());
        rest.put("behind", sequences.behind());
        rest.put("objects", objects(session));
        if (schema == null) {
            rest.put("largeObjects", largeObjects(session));
        }
        return rest;
    }

    private Map<String, Object> objects(Session session) throws Exception {
        return Content.kinds(session, """
                select 'views' as kind, count(*) as n from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind = 'v' and %1$s
                union all select 'indexes', count(*) from pg_index i join pg_class c on c.oid = i.indexrelid join pg_namespace n on n.oid = c.relnamespace where i.indisvalid and %1$s
                union all select 'invalidIndexes', count(*) from pg_index i join pg_class c on c.oid = i.indexrelid join pg_namespace n on n.oid = c.relnamespace where not i.indisvalid and %1$s
                union all select 'keysAndChecks', count(*) from pg_constraint c join pg_namespace n on n.oid = c.connamespace where c.contype in ('p', 'u', 'f', 'c', 'x') and %1$s
                union all select 'triggers', count(*) from pg_trigger g join pg_class c on c.oid = g.tgrelid join pg_namespace n on n.oid = c.relnamespace where not g.tgisinternal and %1$s
                union all select 'functions', count(*) from pg_proc c join pg_namespace n on n.oid = c.pronamespace where %1$s""".formatted(where()));
    }

    private static Map<String, Object> largeObjects(Session session) throws Exception {
        String row = "md5(oid::text || md5(lo_get(oid)))";
        return new Content("from pg_largeobject_metadata", row, PostgresCatalogue::sum).count(session, true);
    }

    private void exists(Session session) throws Exception {
        if (schema != null
                && session.rows("select 1 as there from pg_namespace where nspname = ?", schema)
                        .isEmpty()) {
            throw new EffectFailed("there is no schema '" + schema + "'; found "
                    + session
                            .rows("select n.nspname::text as name from pg_namespace n where " + USERS_SCHEMAS
                                    + " order by 1")
                            .stream()
                            .map(row -> (String) row.get("name"))
                            .toList());
        }
    }

    private Name name(Map<String, Object> row) {
        return new Name(schema == null ? (String) row.get("schema") : null, (String) row.get("name"));
    }

    /** Which schemas; a literal, since it stands in many places of a statement. */
    private String where() {
        return schema == null ? USERS_SCHEMAS : "n.nspname = '" + schema.replace("'", "''") + "'";
    }
}
