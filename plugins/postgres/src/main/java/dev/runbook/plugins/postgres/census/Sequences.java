package dev.runbook.plugins.postgres.census;

import dev.runbook.engine.model.EffectFailed;
import dev.runbook.engine.spi.Databases.Session;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The sequences of a database: where they stand, and which would give a number that is taken already. */
final class Sequences {
    private static final char QUOTE = PostgresCatalogue.QUOTE;

    private final Session session;
    private final String schema;
    private final Map<String, Sequence> all = new TreeMap<>();
    private final Map<String, Name> byOid = new LinkedHashMap<>();

    /** Where a sequence stands, and the columns that get their numbers from it. */
    private record Sequence(Name name, BigDecimal last, boolean called, BigDecimal step, List<Column> columns) {
        /** What it gives next. */
        BigDecimal next() {
            return called ? last.add(step) : last;
        }

        boolean wouldGive(BigDecimal taken) {
            return step.signum() > 0 ? next().compareTo(taken) <= 0 : next().compareTo(taken) >= 0;
        }
    }

    private record Column(Name table, String name) {
        @Override
        public String toString() {
            return table + "." + new Name(null, name);
        }
    }

    /**
     * @param where the condition on the schema {@code n}
     * @param feeds the columns of free-standing sequences, which the catalogue does not know
     */
    Sequences(Session session, String schema, String where, Map<String, List<String>> feeds) throws Exception {
        this.session = session;
        this.schema = schema;
        boolean modern = !session.rows(
                        "select 1 as x from pg_class where relname = 'pg_sequence' and relnamespace = 'pg_catalog'::regnamespace")
                .isEmpty();
        for (Map<String, Object> row : session.rows("""
                select c.oid::bigint as oid, n.nspname::text as schema, c.relname::text as name
                from pg_class c join pg_namespace n on n.oid = c.relnamespace
                where c.relkind = 'S' and c.relpersistence <> 't' and %s order by 2, 3""".formatted(where))) {
            Name name = name(row, "schema", "name");
            byOid.put(row.get("oid").toString(), name);
            all.put(name.toString(), sequence(name, row.get("oid").toString(), modern));
        }
        owners();
        feeds.forEach(this::feed);
    }

    private Sequence sequence(Name name, String oid, boolean modern) throws Exception {
        String step = modern
                ? "(select seqincrement from pg_catalog.pg_sequence where seqrelid = " + oid + ")"
                : "increment_by";
        Map<String, Object> row = session.rows("select last_value as last, is_called as called, " + step
                        + " as step from " + name.schemaQuoted(schema, QUOTE))
                .get(0);
        return new Sequence(
                name,
                number(row.get("last")),
                Boolean.TRUE.equals(row.get("called")),
                number(row.get("step")),
                new ArrayList<>());
    }

    /** Columns that own a sequence, and columns whose default asks one. */
    private void owners() throws Exception {
        for (Map<String, Object> row : session.rows("""
                select o.sequence::bigint as sequence, n.nspname::text as schema, c.relname::text as name, a.attname::text as "column"
                from (select d.objid as sequence, d.refobjid as relation, d.refobjsubid as number
                      from pg_depend d join pg_class s on s.oid = d.objid and s.relkind = 'S'
                      where d.classid = 'pg_catalog.pg_class'::regclass and d.refclassid = 'pg_catalog.pg_class'::regclass and d.deptype in ('a', 'i') and d.refobjsubid > 0
                      union
                      select d.refobjid, f.adrelid, f.adnum
                      from pg_depend d join pg_class s on s.oid = d.refobjid and s.relkind = 'S' join pg_attrdef f on f.oid = d.objid
                      where d.classid = 'pg_catalog.pg_attrdef'::regclass and d.refclassid = 'pg_catalog.pg_class'::regclass) o
                join pg_class c on c.oid = o.relation
                join pg_namespace n on n.oid = c.relnamespace
                join pg_attribute a on a.attrelid = o.relation and a.attnum = o.number
                where c.relkind in ('r', 'p') and c.relpersistence <> 't' and not a.attisdropped
                  and a.atttypid in ('int2'::regtype, 'int4'::regtype, 'int8'::regtype, 'numeric'::regtype)
                order by 2, 3, 4""")) {
            Name sequence = byOid.get(row.get("sequence").toString());
            if (sequence != null) {
                all.get(sequence.toString()).columns().add(new Column(name(row, "schema", "name"), (String)
                        row.get("column")));
            }
        }
    }

    private void feed(String sequence, List<String> column) {
        Sequence found = all.get(sequence);
        if (found == null) {
            throw new EffectFailed(
                    "sequences: there is no sequence '" + sequence + "'; found " + String.join(", ", all.keySet()));
        }
        int last = column.size() - 1;
        String of = last == 2 ? column.get(0) : schema != null ? null : "public";
        found.columns().add(new Column(new Name(of, column.get(last - 1)), column.get(last)));
    }

    /** {@code [last: …, called: …]} by name. */
    Map<String, Object> positions() {
        Map<String, Object> positions = new LinkedHashMap<>();
        all.forEach((name, sequence) -> {
            Map<String, Object> position = new LinkedHashMap<>();
            position.put("last", whole(sequence.last()));
            position.put("called", sequence.called());
            positions.put(name, position);
        });
        return positions;
    }

    /** A text for each column that holds a number which its sequence would give again. */
    List<String> behind() throws Exception {
        List<String> behind = new ArrayList<>();
        for (Sequence sequence : all.values()) {
            for (Column column : sequence.columns()) {
                String end = sequence.step().signum() > 0 ? "max" : "min";
                Object taken = session.rows("select " + end + "(" + Name.quoted(column.name(), QUOTE)
                                + ")::numeric as taken from "
                                + column.table().schemaQuoted(schema, QUOTE))
                        .get(0)
                        .get("taken");
                if (taken != null && sequence.wouldGive(number(taken))) {
                    behind.add(sequence.name() + " gives " + whole(sequence.next()) + " next, and " + column
                            + " goes up to " + whole(number(taken)));
                }
            }
        }
        return behind;
    }

    private Name name(Map<String, Object> row, String schemaKey, String nameKey) {
        String own = (String) row.get(schemaKey);
        return new Name(own.equals(schema) ? null : own, (String) row.get(nameKey));
    }

    private static BigDecimal number(Object value) {
        return new BigDecimal(value.toString());
    }

    private static Object whole(BigDecimal value) {
        return value.stripTrailingZeros().scale() <= 0 && value.abs().compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) <= 0
                ? (Object) value.longValueExact()
                : value;
    }
}
