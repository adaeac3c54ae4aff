package dev.runbook.plugins.sql;

import dev.runbook.engine.model.EffectFailed;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Values on their way out of a database, as the data that a script sees. */
final class Rows {
    /** More are an error: they would not fit into memory, and no step needs them all at once. */
    static final int MOST = 1_000_000;

    private final ResultSet results;
    private final ResultSetMetaData columns;
    private final Dialect dialect;

    private Rows(Dialect dialect, ResultSet results) throws SQLException {
        this.dialect = dialect;
        this.results = results;
        this.columns = results.getMetaData();
    }

    static List<Map<String, Object>> all(Call call, ResultSet results) throws SQLException {
        Rows rows = new Rows(call.database().dialect(), results);
        List<String> labels = rows.labels(call);
        List<Map<String, Object>> all = new ArrayList<>();
        while (results.next()) {
            if (all.size() == MOST) {
                throw new EffectFailed(call.label() + ": found more than " + MOST
                        + " rows; narrow the statement or aggregate in it" + Failures.statement(call));
            }
            Map<String, Object> row = new LinkedHashMap<>();
            for (int i = 0; i < labels.size(); i++) {
                row.put(labels.get(i), rows.value(i + 1));
            }
            all.add(row);
        }
        return all;
    }

    private List<String> labels(Call call) throws SQLException {
        List<String> labels = new ArrayList<>();
        for (int i = 1; i <= columns.getColumnCount(); i++) {
            String label = columns.getColumnLabel(i);
            if (labels.contains(label)) {
                throw new EffectFailed(call.label() + ": two columns are named '" + label
                        + "', and a row can hold only one; tell them apart with `as`" + Failures.statement(call));
            }
            labels.add(label);
        }
        return labels;
    }

    private Object value(int column) throws SQLException {
        Object value = switch (columns.getColumnType(column)) {
            case Types.BIT, Types.BOOLEAN -> bit(column);
            case Types.TINYINT, Types.SMALLINT, Types.INTEGER -> fitting(results.getString(column));
            case Types.BIGINT -> wide(results.getString(column));
            case Types.REAL, Types.FLOAT, Types.DOUBLE -> floating(column);
            case Types.NUMERIC, Types.DECIMAL -> decimal(results.getString(column));
            case Types.TIMESTAMP, Types.TIMESTAMP_WITH_TIMEZONE -> timestamp(column);
            case Types.ARRAY -> array(results.getArray(column), element(column));
            case Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY, Types.BLOB -> base64(results.getBytes(column));
            default -> results.getString(column);
        };
        return results.wasNull() ? null : value;
    }

    /** PostgreSQL's boolean is a bit to its driver, and so are its bit strings; MariaDB's boolean is one bit. */
    private Object bit(int column) throws SQLException {
        boolean digits = dialect == Dialect.POSTGRESQL
                ? columns.getColumnTypeName(column).equals("bit")
                : columns.getPrecision(column) > 1;
        return digits ? results.getString(column) : (Object) results.getBoolean(column);
    }

    private static Object fitting(String digits) {
        Object number = wide(digits);
        return number instanceof Long whole && whole == whole.intValue() ? (Object) whole.intValue() : number;
    }

    /** An unsigned one of MariaDB's may be wider than a Long; a money is no number. */
    private static Object wide(String digits) {
        if (digits == null || !digits.matches("-?\\d+")) {
            return digits;
        }
        BigInteger number = new BigInteger(digits);
        return number.bitLength() < Long.SIZE ? (Object) number.longValue() : new BigDecimal(number);
    }

    private Object floating(int column) throws SQLException {
        String digits = results.getString(column);
        boolean money = digits != null && columns.getColumnTypeName(column).equals("money");
        return digits == null || money ? digits : (Object) Double.valueOf(digits);
    }

    private static Object decimal(String digits) {
        return digits == null || !digits.matches("-?[0-9.]+(?:[eE][-+]?\\d+)?") ? digits : new BigDecimal(digits);
    }

    /** With a zone it is an instant; without one it is its ISO text, since nobody knows which instant is meant. */
    private Object timestamp(int column) throws SQLException {
        String text = results.getString(column);
        if (text == null || text.endsWith("infinity") || text.startsWith("0000")) {
            return text;
        }
        String type = columns.getColumnTypeName(column).toLowerCase(Locale.ROOT);
        return switch (type) {
            case "timestamptz" ->
                results.getObject(column, OffsetDateTime.class).toInstant();
            // MariaDB's TIMESTAMP is an instant, read in the session's zone, which is UTC; its DATETIME is none.
            // PostgreSQL says "timestamp" for one without zone.
            case "timestamp" -> local(results.getObject(column, LocalDateTime.class), dialect == Dialect.MARIADB);
            default -> results.getObject(column, LocalDateTime.class).format(DateTimeFormatter.ISO_LOCAL_DATE_TIME);
        };
    }

    private static Object local(LocalDateTime time, boolean instant) {
        return instant ? time.toInstant(ZoneOffset.UTC) : (Object) time.format(DateTimeFormatter.ISO_LOCAL_DATE_TIME);
    }

    private String element(int column) throws SQLException {
        return columns.getColumnTypeName(column).replaceFirst("^_", "");
    }

    private static Object array(Array array, String type) throws SQLException {
        if (array == null) {
            return null;
        }
        Object elements = array.getArray();
        return elements instanceof Object[] boxed ? list(boxed, type) : String.valueOf(array);
    }

    private static List<Object> list(Object[] elements, String type) {
        List<Object> list = new ArrayList<>();
        Arrays.stream(elements)
                .forEach(each -> list.add(each instanceof Object[] inner ? list(inner, type) : element(each, type)));
        return list;
    }

    private static Object element(Object value, String type) {
        if (value instanceof Timestamp time) {
            Instant instant = time.toInstant();
            return type.equals("timestamptz")
                    ? instant
                    : (Object) time.toLocalDateTime().format(DateTimeFormatter.ISO_LOCAL_DATE_TIME);
        }
        if (value instanceof Short number) {
            return number.intValue();
        }
        if (value instanceof Float number) {
            return Double.valueOf(number.toString());
        }
        if (value instanceof byte[] bytes) {
            return base64(bytes);
        }
        return value == null || value instanceof Number || value instanceof Boolean ? value : value.toString();
    }

    private static String base64(byte[] bytes) {
        return bytes == null ? null : Base64.getEncoder().encodeToString(bytes);
    }
}
