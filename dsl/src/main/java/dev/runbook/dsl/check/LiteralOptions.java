package dev.runbook.dsl.check;

import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.codehaus.groovy.ast.expr.BitwiseNegationExpression;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.ListExpression;

/** Options whose literals say more than their type does: zones, instants, statuses, counts. They mean the same wherever they stand. */
final class LiteralOptions {
    static final String INSTANT = "an instant with its zone, such as '2026-11-21T22:00:00+01:00'";

    /**
     * What a literal must be.
     *
     * @param expected for messages
     * @param fits     judges the literal: a text, a number, true or false, a pattern's text, or a list of these
     */
    private record Form(String expected, Predicate<Object> fits) {}

    private static final Map<String, Form> FORMS = Map.of(
            "ok", new Form("a status or a list of them, as in [0, 1]", LiteralOptions::statuses),
            "zone", new Form("a zone such as 'Europe/Berlin' or 'UTC'", LiteralOptions::zone),
            "timestamps", new Form("a pattern such as 'yyyy/MM/dd HH:mm:ss'", LiteralOptions::timestamps),
            "progress",
                    new Form(
                            "a pattern with the groups (?<done>…) and (?<total>…), or (?<percent>…)",
                            LiteralOptions::progress),
            "by", new Form(INSTANT, LiteralOptions::instant),
            "need", new Form("a number of people, 1 or more", LiteralOptions::positive),
            "max", new Form("a number, 1 or more", LiteralOptions::positive),
            "tags", new Form("a name or a list of names", value -> value instanceof String || value instanceof List),
            "optional", new Form("true or false", Boolean.class::isInstance));

    private LiteralOptions() {}

    static void check(Walk walk, String label, String option, Expression value, Place place) {
        Form form = FORMS.get(option);
        Object literal = literal(value);
        if (form != null && literal != null && !form.fits().test(literal)) {
            walk.findings()
                    .add(
                            place,
                            value,
                            label + ": " + option + ": expected " + form.expected() + ", found " + shown(value));
        }
    }

    private static String shown(Expression value) {
        if (value instanceof BitwiseNegationExpression pattern) {
            return "~/" + pattern.getExpression().getText() + "/";
        }
        return value instanceof ListExpression list
                ? list.getExpressions().stream()
                        .map(LiteralOptions::shown)
                        .toList()
                        .toString()
                : WordOptions.shown(value, Type.DYNAMIC);
    }

    /** What stands there as it is; null where it has to be computed. */
    private static Object literal(Expression value) {
        if (value instanceof BitwiseNegationExpression pattern) {
            return literal(pattern.getExpression());
        }
        if (value instanceof ListExpression list) {
            boolean all = list.getExpressions().stream().allMatch(ConstantExpression.class::isInstance);
            return all
                    ? list.getExpressions().stream()
                            .map(LiteralOptions::literal)
                            .toList()
                    : null;
        }
        return value instanceof ConstantExpression constant ? constant.getValue() : null;
    }

    private static boolean statuses(Object value) {
        return value instanceof Integer
                || value instanceof List<?> many && many.stream().allMatch(Integer.class::isInstance);
    }

    private static boolean positive(Object value) {
        return !(value instanceof Number number) || number.longValue() >= 1;
    }

    private static boolean zone(Object value) {
        try {
            return value instanceof String text && ZoneId.of(text) != null;
        } catch (DateTimeException unknown) {
            return false;
        }
    }

    private static boolean timestamps(Object value) {
        try {
            return value instanceof String text && DateTimeFormatter.ofPattern(text) != null;
        } catch (IllegalArgumentException malformed) {
            return false;
        }
    }

    private static boolean progress(Object value) {
        return value instanceof String text
                && (text.contains("(?<percent>") || text.contains("(?<done>") && text.contains("(?<total>"));
    }

    static boolean instant(Object value) {
        try {
            return value instanceof String text && OffsetDateTime.parse(text) != null;
        } catch (DateTimeException malformed) {
            return false;
        }
    }
}
