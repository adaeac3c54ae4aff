package dev.runbook.dsl.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.MapEntryExpression;
import org.codehaus.groovy.ast.expr.MapExpression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.NamedArgumentListExpression;
import org.codehaus.groovy.ast.expr.SpreadExpression;
import org.codehaus.groovy.ast.expr.SpreadMapExpression;
import org.codehaus.groovy.ast.expr.TupleExpression;

/**
 * The arguments of a call, apart.
 *
 * @param named      the options
 * @param openNames  whether options come from a map that is not known here: {@code *: how}
 * @param positional the others, in order
 * @param spread     whether a list is spread into them, so that their number is not known
 * @param literalMap whether the options are a map in brackets, which a word without options takes as its first argument
 */
record CallArguments(
        List<MapEntryExpression> named,
        boolean openNames,
        List<Expression> positional,
        boolean spread,
        MapExpression literalMap) {

    static CallArguments of(MethodCallExpression call, ScriptFile file) {
        return of(call.getArguments(), file);
    }

    static CallArguments of(Expression given, ScriptFile file) {
        List<Expression> all = given instanceof TupleExpression tuple ? tuple.getExpressions() : List.of(given);
        List<MapEntryExpression> named = new ArrayList<>();
        List<Expression> positional = new ArrayList<>();
        boolean openNames = false;
        MapExpression literalMap = null;
        for (int i = 0; i < all.size(); i++) {
            if (i == 0 && all.get(0) instanceof MapExpression map) {
                literalMap = !(map instanceof NamedArgumentListExpression) && file.startsWith(map, '[') ? map : null;
                openNames = map.getMapEntryExpressions().stream()
                        .anyMatch(entry -> entry.getKeyExpression() instanceof SpreadMapExpression);
                map.getMapEntryExpressions().stream()
                        .filter(entry -> !(entry.getKeyExpression() instanceof SpreadMapExpression))
                        .forEach(named::add);
            } else {
                positional.add(all.get(i));
            }
        }
        return new CallArguments(
                named,
                openNames,
                positional,
                positional.stream().anyMatch(SpreadExpression.class::isInstance),
                literalMap);
    }

    /** The same with a literal map as the first positional argument, for what takes no options. */
    CallArguments withoutOptions() {
        if (literalMap == null) {
            return this;
        }
        List<Expression> all = new ArrayList<>(List.of(literalMap));
        all.addAll(positional);
        return new CallArguments(List.of(), false, all, spread, null);
    }

    Optional<MapEntryExpression> option(String name) {
        return named.stream()
                .filter(entry -> name.equals(text(entry.getKeyExpression())))
                .findFirst();
    }

    /** Whether the option is there, as this literal. */
    boolean says(String name, Object literal) {
        return option(name)
                .map(MapEntryExpression::getValueExpression)
                .filter(value -> value instanceof ConstantExpression constant && literal.equals(constant.getValue()))
                .isPresent();
    }

    Expression last() {
        return positional.isEmpty() ? null : positional.get(positional.size() - 1);
    }

    /** The text of a literal, or null. */
    static String text(Expression expression) {
        return expression instanceof ConstantExpression constant && constant.getValue() instanceof String text
                ? text
                : null;
    }
}
