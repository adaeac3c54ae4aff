package dev.runbook.dsl.check;

import dev.runbook.engine.model.Durations;
import dev.runbook.engine.model.Suggestion;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.ListExpression;
import org.codehaus.groovy.ast.expr.MapEntryExpression;
import org.codehaus.groovy.ast.expr.VariableExpression;

/** The options of {@code param}: its type is one of the few there are, and a literal default is of that type and among the choices. */
final class ParamOptions {
    private static final Map<String, Class<?>> TYPES = Map.of(
            "String",
            String.class,
            "Integer",
            Integer.class,
            "Long",
            Long.class,
            "BigDecimal",
            BigDecimal.class,
            "Boolean",
            Boolean.class,
            "Duration",
            Duration.class,
            "Instant",
            Instant.class,
            "Path",
            java.nio.file.Path.class,
            "List",
            List.class);
    private static final String NAMES = "String, Integer, Long, BigDecimal, Boolean, Duration, Instant, Path or List";

    private final Walk walk;

    ParamOptions(Walk walk) {
        this.walk = walk;
    }

    void check(WordCalls.Call call) {
        Expression type = call.arguments()
                .option("type")
                .map(MapEntryExpression::getValueExpression)
                .orElse(null);
        if (type instanceof VariableExpression name
                && call.place().scope().find(name.getName()) == null
                && !TYPES.containsKey(name.getName())
                && Classes.allowed(name.getName()).isPresent()) {
            walk.findings()
                    .add(
                            call.place(),
                            type,
                            "param: type: expected " + NAMES + ", found " + name.getName()
                                    + Suggestion.near(name.getName(), TYPES.keySet()));
            return;
        }
        Class<?> wanted = type == null
                ? String.class
                : type instanceof VariableExpression name ? TYPES.get(name.getName()) : null;
        Expression fallback = call.arguments()
                .option("default")
                .map(MapEntryExpression::getValueExpression)
                .orElse(null);
        if (wanted == null || !(fallback instanceof ConstantExpression constant) || constant.getValue() == null) {
            return;
        }
        if (!converts(wanted, constant.getValue())) {
            walk.findings()
                    .add(
                            call.place(),
                            fallback,
                            "param: default: expected " + expectation(wanted) + ", found "
                                    + WordOptions.shown(fallback, Type.DYNAMIC));
        } else {
            choices(call, constant);
        }
    }

    private void choices(WordCalls.Call call, ConstantExpression fallback) {
        Expression choices = call.arguments()
                .option("choices")
                .map(MapEntryExpression::getValueExpression)
                .orElse(null);
        boolean literal = choices instanceof ListExpression list
                && list.getExpressions().stream().allMatch(ConstantExpression.class::isInstance);
        if (literal
                && ((ListExpression) choices)
                        .getExpressions().stream()
                                .noneMatch(
                                        each -> fallback.getValue().equals(((ConstantExpression) each).getValue()))) {
            walk.findings()
                    .add(
                            call.place(),
                            fallback,
                            "param: default: expected one of " + choices.getText() + ", found "
                                    + WordOptions.shown(fallback, Type.DYNAMIC));
        }
    }

    private static boolean converts(Class<?> wanted, Object value) {
        String text = String.valueOf(value).trim();
        try {
            if (wanted == Integer.class) {
                new BigDecimal(text).intValueExact();
            } else if (wanted == Long.class) {
                new BigDecimal(text).longValueExact();
            } else if (wanted == BigDecimal.class) {
                new BigDecimal(text);
            } else if (wanted == Instant.class) {
                OffsetDateTime.parse(text);
            }
            return wanted == Boolean.class
                    ? text.equals("true") || text.equals("false")
                    : wanted != Duration.class || Durations.tryParse(text).isPresent();
        } catch (ArithmeticException | NumberFormatException | DateTimeException wrong) {
            return false;
        }
    }

    private static String expectation(Class<?> wanted) {
        return wanted == Instant.class
                ? "an instant with its zone, such as '2026-11-21T22:00:00+01:00'"
                : Fits.expectation(wanted);
    }
}
