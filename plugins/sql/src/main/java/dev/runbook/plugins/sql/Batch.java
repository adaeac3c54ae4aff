package dev.runbook.plugins.sql;

import dev.runbook.engine.model.Pending;
import dev.runbook.engine.model.RunbookException;
import dev.runbook.engine.model.Text;
import dev.runbook.plugins.sql.Bound.Place;
import dev.runbook.plugins.sql.Bound.Places;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One statement for many rows.
 *
 * @param sql   as the driver gets it
 * @param rows  the values of each row, in the order of the statement's places
 * @param shown for people: the statement, how many rows, and the first of them
 */
record Batch(String sql, List<List<Object>> rows, String shown) {
    /** So many rows are sent at once. */
    private static final int CHUNK = 1_000;

    private static final int SHOWN_ROWS = 3;

    static Batch of(Text statement, Dialect dialect, Object rows) {
        if (rows instanceof Pending) {
            Bound bound = Bound.of(statement, dialect, Places.POSITIONS);
            return new Batch(bound.sql(), List.of(), bound.shown() + "\n  for each of " + rows);
        }
        if (!(rows instanceof List<?> list)) {
            throw RunbookException.invalid(
                    "sql.batch: expected a list of rows, each a list or a map, found " + kind(rows) + ".");
        }
        boolean names = !list.isEmpty() && list.get(0) instanceof Map;
        Bound bound = Bound.of(statement, dialect, names ? Places.NAMES : Places.POSITIONS);
        List<List<Object>> ready = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            Object row = list.get(i);
            if (row instanceof Pending) {
                return new Batch(bound.sql(), List.of(), shown(bound, list));
            }
            ready.add(values(bound, names ? named(bound, row, i + 1) : positioned(bound, row, i + 1)));
        }
        return new Batch(bound.sql(), ready, shown(bound, list));
    }

    boolean isEmpty() {
        return rows.isEmpty();
    }

    long send(PreparedStatement prepared) throws SQLException {
        long count = 0;
        for (int i = 0; i < rows.size(); i++) {
            Values.bind(prepared, rows.get(i));
            prepared.addBatch();
            if ((i + 1) % CHUNK == 0 || i + 1 == rows.size()) {
                count += count(prepared.executeLargeBatch());
            }
        }
        return count;
    }

    /** A driver that sends several rows as one does not say how many each wrote: one, since they succeeded. */
    private static long count(long[] each) {
        long count = 0;
        for (long one : each) {
            count += one == Statement.SUCCESS_NO_INFO ? 1 : one;
        }
        return count;
    }

    private static List<Object> positioned(Bound bound, Object row, int number) {
        if (!(row instanceof List<?> values)) {
            throw RunbookException.invalid(
                    "sql.batch: row " + number + " is " + kind(row) + "; expected a list, as the rows before it.");
        }
        int places = bound.places().size();
        if (values.size() != places) {
            throw RunbookException.invalid("sql.batch: row " + number + " has " + values.size()
                    + " values, the statement has " + places + " question marks: " + bound.shown());
        }
        return new ArrayList<>(values);
    }

    private static List<Object> named(Bound bound, Object row, int number) {
        if (!(row instanceof Map<?, ?> values)) {
            throw RunbookException.invalid(
                    "sql.batch: row " + number + " is " + kind(row) + "; expected a map, as the rows before it.");
        }
        Set<Object> wanted = new LinkedHashSet<>(bound.places());
        Set<Object> given =
                values.keySet().stream().map(String::valueOf).collect(Collectors.toCollection(LinkedHashSet::new));
        if (!wanted.equals(given)) {
            throw RunbookException.invalid("sql.batch: row " + number + " has the names " + given
                    + ", the statement has " + wanted + ": " + bound.shown());
        }
        List<Object> ordered = new ArrayList<>();
        bound.places().forEach(name -> ordered.add(values.get(name)));
        return ordered;
    }

    /** The values of the statement itself stay, the row's take their places. */
    private static List<Object> values(Bound bound, List<Object> row) {
        List<Object> values = new ArrayList<>();
        int next = 0;
        for (Object value : bound.values()) {
            values.add(value instanceof Place ? Values.bindable(row.get(next++)) : value);
        }
        return values;
    }

    private static String shown(Bound bound, List<?> rows) {
        String first = rows.stream().limit(SHOWN_ROWS).map(Batch::show).collect(Collectors.joining(", "));
        String more = rows.size() > SHOWN_ROWS ? ", …" : "";
        return bound.shown() + "\n  for " + rows.size() + (rows.size() == 1 ? " row: " : " rows: ") + first + more;
    }

    private static String show(Object row) {
        if (row instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .map(each -> each.getKey() + ": " + Values.show(each.getValue()))
                    .collect(Collectors.joining(", ", "[", "]"));
        }
        return Values.show(row);
    }

    private static String kind(Object value) {
        return value == null ? "null" : "a " + value.getClass().getSimpleName();
    }
}
