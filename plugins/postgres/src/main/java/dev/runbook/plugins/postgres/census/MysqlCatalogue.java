package dev.runbook.plugins.postgres.census;

import dev.runbook.engine.spi.Databases.Session;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The catalogue of MariaDB and MySQL. */
final class MysqlCatalogue implements Catalogue {
    private static final char QUOTE = '`';

    @Override
    public void begin(Session session, boolean shared) throws Exception {
        // The read-only transaction of the session has one view of the data from its first query on. Its time zone is
        // UTC.
        session.rows("select 1 as x");
    }

    @Override
    public void join(Session session) {
        throw new IllegalStateException("sessions of this server cannot share a view");
    }

    @Override
    public List<Table> tables(Session session) throws Exception {
        Map<String, List<String>> columns = new LinkedHashMap<>();
        for (Map<String, Object> row : session.rows("""
                select table_name as `of`, column_name as name, data_type as type from information_schema.columns
                where table_schema = database() order by table_name, cast(lower(column_name) as binary)""")) {
            columns.computeIfAbsent((String) row.get("of"), of -> new ArrayList<>())
                    .add(expression(row));
        }
        List<Table> tables = new ArrayList<>();
        for (Map<String, Object> row : session.rows("""
                select table_name as name, coalesce(data_length, 0) as bytes from information_schema.tables
                where table_schema = database() and table_type = 'BASE TABLE' order by table_name""")) {
            String name = (String) row.get("name");
            tables.add(new Table(
                    new Name(null, name),
                    ((Number) row.get("bytes")).longValue(),
                    columns.getOrDefault(name, List.of())));
        }
        return tables;
    }

    /** Text as UTF-8, whatever a column stores it in; {@code null} told from every value. */
    private static String expression(Map<String, Object> column) {
        String name = Name.quoted((String) column.get("name"), QUOTE);
        String bytes = switch (String.valueOf(column.get("type")).toLowerCase(java.util.Locale.ROOT)) {
            case "char", "varchar", "tinytext", "text", "mediumtext", "longtext", "enum", "set", "json" ->
                "convert(" + name + " using utf8mb4)";
            default -> name;
        };
        return "ifnull(md5(" + bytes + "), '-')";
    }

    @Override
    public Map<String, Object> count(Session session, Table table, boolean hash) throws Exception {
        String row = "md5(concat_ws(',', " + String.join(", ", table.columns()) + "))";
        return new Content("from " + table.name().quoted(QUOTE), row, MysqlCatalogue::sum).count(session, hash);
    }

    private static String sum(int from) {
        return "cast(coalesce(sum(cast(conv(substr(h, " + from + ", 16), 16, 10) as decimal(20))), 0) as char)";
    }

    @Override
    public Map<String, Object> rest(Session session) throws Exception {
        Map<String, Object> objects = Content.kinds(session, """
                select 'views' as kind, count(*) as n from information_schema.views where table_schema = database()
                union all select 'indexes', count(distinct table_name, index_name) from information_schema.statistics where table_schema = database()
                union all select 'keysAndChecks', count(*) from information_schema.table_constraints where constraint_schema = database()
                union all select 'triggers', count(*) from information_schema.triggers where trigger_schema = database()
                union all select 'routines', count(*) from information_schema.routines where routine_schema = database()
                union all select 'events', count(*) from information_schema.events where event_schema = database()""");
        Map<String, Object> next = new LinkedHashMap<>();
        for (Map<String, Object> row : session.rows("""
                select table_name as name, auto_increment as next from information_schema.tables
                where table_schema = database() and auto_increment is not null order by table_name""")) {
            next.put((String) row.get("name"), row.get("next"));
        }
        Map<String, Object> rest = new LinkedHashMap<>();
        rest.put("autoIncrement", next);
        rest.put("objects", objects);
        return rest;
    }
}
