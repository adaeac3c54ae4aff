package dev.runbook.plugins.sql;

import dev.runbook.engine.model.Pending;
import dev.runbook.engine.model.RunbookException;
import dev.runbook.engine.model.Secret;
import dev.runbook.engine.model.Text;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.Temporal;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Values on their way into a statement. */
final class Values {
    /** Longer texts are shortened where they are shown. */
    private static final int SHOWN = 400;

    private Values() {}

    /** The value itself, or an error that says why it cannot stand in a statement. */
    static Object bindable(Object value) {
        if (value instanceof Map || value instanceof Collection) {
            throw RunbookException.invalid("a " + (value instanceof Map ? "map" : "list")
                    + " cannot be bound as one value: write it as JSON text, or bind its elements.");
        }
        if (value instanceof CharSequence text && text.toString().contains(Secret.MASK)) {
            throw RunbookException.invalid("the value " + show(value)
                    + " holds a masked secret: pass the secret itself, or a GString with it.");
        }
        boolean known = value == null
                || value instanceof CharSequence
                || value instanceof Character
                || value instanceof Enum
                || value instanceof Number
                || value instanceof Boolean
                || value instanceof UUID
                || value instanceof Temporal
                || value instanceof Date
                || value instanceof byte[]
                || value instanceof Secret
                || value instanceof Text
                || value instanceof Pending;
        if (!known) {
            throw RunbookException.invalid("a " + value.getClass().getSimpleName()
                    + " cannot be bound: pass text, a number, a boolean, an instant, a date, a UUID or null.");
        }
        return value;
    }

    /** As a person would write it into the statement. */
    static String show(Object value) {
        if (value instanceof Text text) {
            return literal(text.show());
        }
        if (value == null
                || value instanceof Number
                || value instanceof Boolean
                || value instanceof Secret
                || value instanceof Pending) {
            return String.valueOf(value);
        }
        if (value instanceof byte[] bytes) {
            return "‹" + bytes.length + " bytes›";
        }
        if (value instanceof List<?> list) {
            return list.stream().map(Values::show).toList().toString();
        }
        return literal(value instanceof Enum<?> constant ? constant.name() : String.valueOf(value));
    }

    static void bind(PreparedStatement statement, List<Object> values) throws SQLException {
        for (int i = 0; i < values.size(); i++) {
            bind(statement, i + 1, values.get(i));
        }
    }

    private static void bind(PreparedStatement statement, int at, Object value) throws SQLException {
        Object plain = plain(value);
        if (plain == null) {
            statement.setNull(at, Types.NULL);
        } else if (plain instanceof String text) {
            statement.setString(at, text);
        } else {
            statement.setObject(at, plain);
        }
    }

    /** The classes that both drivers take. */
    private static Object plain(Object value) {
        if (value instanceof Secret secret) {
            return secret.reveal();
        }
        if (value instanceof Text text) {
            return text.reveal();
        }
        if (value instanceof Enum<?> constant) {
            return constant.name();
        }
        if (value instanceof CharSequence || value instanceof Character) {
            return value.toString();
        }
        if (value instanceof BigInteger whole) {
            return new BigDecimal(whole);
        }
        if (value instanceof Byte || value instanceof Short) {
            return ((Number) value).intValue();
        }
        return value instanceof Temporal || value instanceof Date ? time(value) : value;
    }

    private static Object time(Object value) {
        if (value instanceof Instant instant) {
            return instant.atOffset(ZoneOffset.UTC);
        }
        if (value instanceof ZonedDateTime zoned) {
            return zoned.toInstant().atOffset(ZoneOffset.UTC);
        }
        if (value instanceof java.sql.Date || value instanceof java.sql.Time) {
            return value;
        }
        if (value instanceof Date date) {
            return Instant.ofEpochMilli(date.getTime()).atOffset(ZoneOffset.UTC);
        }
        boolean taken = value instanceof LocalDate
                || value instanceof LocalDateTime
                || value instanceof LocalTime
                || value instanceof OffsetDateTime;
        return taken ? value : value.toString();
    }

    private static String literal(String text) {
        String shown = text.length() > SHOWN ? text.substring(0, SHOWN) + "… (" + text.length() + " characters)" : text;
        return "'" + shown.replace("'", "''") + "'";
    }
}
