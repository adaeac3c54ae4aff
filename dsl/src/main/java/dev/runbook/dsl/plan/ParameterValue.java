package dev.runbook.dsl.plan;

import dev.runbook.dsl.pending.PendingValue;
import dev.runbook.engine.model.Durations;
import dev.runbook.engine.model.Parameter;
import dev.runbook.engine.model.RunbookException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;

/** The value of a parameter: what was given, or its default, as its type. */
final class ParameterValue {
    private ParameterValue() {}

    static Object of(Parameter parameter, Given given) {
        if (given.has(parameter.name())) {
            return checked(
                    parameter,
                    convert(parameter, given.value(parameter.name()), given.where(parameter.name())),
                    given.where(parameter.name()));
        }
        if (!parameter.required()) {
            return parameter.fallback() == null ? null : convert(parameter, parameter.fallback(), parameter.where());
        }
        if (given.lenient()) {
            return new PendingValue("params." + parameter.name());
        }
        throw RunbookException.invalid(parameter.where() + ": param '" + parameter.name() + "' is missing"
                + (parameter.about() == null ? "" : " (" + parameter.about() + ")")
                + ". Give it in the environment's params:, or with -P " + parameter.name() + "=…");
    }

    private static Object checked(Parameter parameter, Object value, String where) {
        if (!parameter.choices().isEmpty() && !parameter.choices().contains(value)) {
            throw RunbookException.invalid(where + ": param '" + parameter.name() + "': expected one of "
                    + parameter.choices() + ", found '" + value + "'");
        }
        return value;
    }

    static Object convert(Parameter parameter, Object raw, String where) {
        Class<?> type = parameter.type();
        if (type.isInstance(raw)) {
            return raw;
        }
        try {
            Object converted = raw instanceof List
                    ? null
                    : convert(type, String.valueOf(raw).trim(), raw);
            if (converted != null) {
                return converted;
            }
        } catch (ArithmeticException | IllegalArgumentException | DateTimeException wrong) {
            // the message below says what was expected
        }
        throw RunbookException.invalid(
                where + ": param '" + parameter.name() + "': expected " + expectation(type) + ", found '" + raw + "'");
    }

    private static Object convert(Class<?> type, String text, Object raw) {
        return switch (type.getSimpleName()) {
            case "String" -> String.valueOf(raw);
            case "Integer" -> new BigDecimal(text).intValueExact();
            case "Long" -> new BigDecimal(text).longValueExact();
            case "BigDecimal" -> new BigDecimal(text);
            case "Boolean" -> text.equals("true") ? Boolean.TRUE : text.equals("false") ? Boolean.FALSE : null;
            case "Duration" -> Durations.tryParse(text).orElse(null);
            case "Instant" -> OffsetDateTime.parse(text).toInstant();
            case "Path" -> Path.of(text);
            case "List" ->
                text.isEmpty()
                        ? List.of()
                        : Arrays.stream(text.split(",")).map(String::trim).toList();
            default -> null;
        };
    }

    private static String expectation(Class<?> type) {
        if (type == Duration.class) {
            return "a duration such as 30s, 10m or 1h30m";
        }
        if (type == Instant.class) {
            return "an instant with its zone, such as 2026-11-21T22:00:00+01:00";
        }
        if (type == Boolean.class) {
            return "true or false";
        }
        return type == List.class ? "a list (a,b,c on the command line)" : "a value of type " + type.getSimpleName();
    }
}
