package dev.runbook.dsl.check;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.codehaus.groovy.ast.expr.ArrayExpression;
import org.codehaus.groovy.ast.expr.AttributeExpression;
import org.codehaus.groovy.ast.expr.BinaryExpression;
import org.codehaus.groovy.ast.expr.BitwiseNegationExpression;
import org.codehaus.groovy.ast.expr.BooleanExpression;
import org.codehaus.groovy.ast.expr.CastExpression;
import org.codehaus.groovy.ast.expr.ClassExpression;
import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.ConstructorCallExpression;
import org.codehaus.groovy.ast.expr.ElvisOperatorExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.GStringExpression;
import org.codehaus.groovy.ast.expr.ListExpression;
import org.codehaus.groovy.ast.expr.MapEntryExpression;
import org.codehaus.groovy.ast.expr.MapExpression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.MethodPointerExpression;
import org.codehaus.groovy.ast.expr.PostfixExpression;
import org.codehaus.groovy.ast.expr.PrefixExpression;
import org.codehaus.groovy.ast.expr.PropertyExpression;
import org.codehaus.groovy.ast.expr.RangeExpression;
import org.codehaus.groovy.ast.expr.SpreadExpression;
import org.codehaus.groovy.ast.expr.SpreadMapExpression;
import org.codehaus.groovy.ast.expr.TernaryExpression;
import org.codehaus.groovy.ast.expr.TupleExpression;
import org.codehaus.groovy.ast.expr.UnaryMinusExpression;
import org.codehaus.groovy.ast.expr.UnaryPlusExpression;
import org.codehaus.groovy.ast.expr.VariableExpression;

/** Goes through expressions, and finds out what is known of their values. */
final class Expressions {
    private final Walk walk;
    private final Operations operations;
    private final Properties properties;

    Expressions(Walk walk) {
        this.walk = walk;
        this.operations = new Operations(walk);
        this.properties = new Properties(walk);
    }

    /** What is known of the value; mistakes in it are reported. */
    Type type(Expression expression, Place place) {
        if (expression instanceof ConstantExpression constant) {
            return constant.getValue() == null
                    ? Type.DYNAMIC
                    : Type.of(constant.getValue().getClass());
        }
        if (expression instanceof VariableExpression variable) {
            return walk.names().value(variable, place);
        }
        if (expression instanceof MethodCallExpression call) {
            return walk.calls().type(call, place);
        }
        if (expression instanceof AttributeExpression attribute) {
            walk.findings().add(place, attribute, "'.@' is refused: it reaches behind the data; write '.'");
            return Type.DYNAMIC;
        }
        if (expression instanceof PropertyExpression property) {
            return properties.type(property, place);
        }
        if (expression instanceof BinaryExpression binary) {
            return operations.type(binary, place);
        }
        return collection(expression, place);
    }

    private Type collection(Expression expression, Place place) {
        if (expression instanceof GStringExpression text) {
            return gstring(text, place);
        }
        if (expression instanceof ListExpression list) {
            boolean secret = false;
            for (Expression each : list.getExpressions()) {
                secret |= type(each, place).secret();
            }
            return Type.of(java.util.List.class).holdingSecret(secret);
        }
        if (expression instanceof MapExpression map) {
            return map(map, place);
        }
        if (expression instanceof ClosureExpression closure) {
            walk.statements().closure(closure, place.kept().block());
            return Type.of(groovy.lang.Closure.class);
        }
        if (expression instanceof RangeExpression range) {
            type(range.getFrom(), place);
            type(range.getTo(), place);
            return Type.of(java.util.List.class);
        }
        return choice(expression, place);
    }

    private Type choice(Expression expression, Place place) {
        if (expression instanceof BooleanExpression condition) {
            type(condition.getExpression(), place);
            return Type.BOOLEAN;
        }
        if (expression instanceof ElvisOperatorExpression elvis) {
            return type(elvis.getTrueExpression(), place).or(type(elvis.getFalseExpression(), place));
        }
        if (expression instanceof TernaryExpression ternary) {
            type(ternary.getBooleanExpression(), place);
            return type(ternary.getTrueExpression(), place).or(type(ternary.getFalseExpression(), place));
        }
        if (expression instanceof CastExpression cast) {
            return operations.cast(cast, place);
        }
        if (expression instanceof BitwiseNegationExpression pattern) {
            pattern(pattern.getExpression(), place);
            type(pattern.getExpression(), place);
            return Type.of(Pattern.class);
        }
        return rest(expression, place);
    }

    private Type rest(Expression expression, Place place) {
        if (expression instanceof ConstructorCallExpression made) {
            return constructed(made, place);
        }
        if (expression instanceof MethodPointerExpression pointer) {
            return pointer(pointer, place);
        }
        if (expression instanceof UnaryMinusExpression minus) {
            type(minus.getExpression(), place);
        } else if (expression instanceof UnaryPlusExpression plus) {
            type(plus.getExpression(), place);
        } else if (expression instanceof PostfixExpression step) {
            operations.changed(step.getExpression(), place);
        } else if (expression instanceof PrefixExpression step) {
            operations.changed(step.getExpression(), place);
        } else if (expression instanceof SpreadExpression spread) {
            type(spread.getExpression(), place);
        } else if (expression instanceof SpreadMapExpression spread) {
            type(spread.getExpression(), place);
        } else if (expression instanceof TupleExpression several) {
            several.getExpressions().forEach(each -> type(each, place));
        } else if (expression instanceof ClassExpression) {
            return Type.of(Class.class);
        } else if (expression instanceof ArrayExpression array) {
            walk.statements().declaredType(array.getElementType(), false, array, place);
            array.getExpressions().forEach(each -> type(each, place));
        }
        return Type.DYNAMIC;
    }

    private Type gstring(GStringExpression text, Place place) {
        boolean secret = false;
        for (Expression value : text.getValues()) {
            secret |= type(value, place).secret();
        }
        return secret ? Type.SECRET : Type.of(groovy.lang.GString.class);
    }

    private Type map(MapExpression map, Place place) {
        boolean secret = false;
        for (MapEntryExpression entry : map.getMapEntryExpressions()) {
            if (!(entry.getKeyExpression() instanceof ConstantExpression)) {
                type(entry.getKeyExpression(), place);
            }
            if (!(entry.getKeyExpression() instanceof SpreadMapExpression)) {
                secret |= type(entry.getValueExpression(), place).secret();
            }
        }
        return Type.map(keys(map)).holdingSecret(secret);
    }

    /** The keys of a map in brackets, or null where one of them is computed. */
    private static Set<String> keys(MapExpression map) {
        Set<String> keys = new LinkedHashSet<>();
        for (MapEntryExpression entry : map.getMapEntryExpressions()) {
            if (!(entry.getKeyExpression() instanceof ConstantExpression key)) {
                return null;
            }
            keys.add(String.valueOf(key.getValue()));
        }
        return keys.isEmpty() ? null : keys;
    }

    private Type constructed(ConstructorCallExpression made, Place place) {
        type(made.getArguments(), place);
        if (made.isUsingAnonymousInnerClass()) {
            walk.findings()
                    .add(
                            place,
                            made,
                            "classes are refused: a runbook has steps and helpers (def name(…) { … }), and its data are lists and maps");
            return Type.DYNAMIC;
        }
        String name = Classes.name(made.getType());
        Class<?> type = Classes.allowed(name, place.file()).orElse(null);
        if (type == null) {
            walk.names().unknownClass(name, made, place);
        }
        return Type.of(type);
    }

    private Type pointer(MethodPointerExpression pointer, Place place) {
        boolean script = pointer.getExpression() instanceof VariableExpression variable && variable.isThisExpression();
        Type receiver = script ? Type.DYNAMIC : type(pointer.getExpression(), place);
        String name = CallArguments.text(pointer.getMethodName());
        if (name == null
                || script && walk.declared().helpers(name).isEmpty()
                || Yields.facade(receiver) != null
                || new Members().forbidden(receiver, name, 0)) {
            walk.findings()
                    .add(
                            place,
                            pointer,
                            "a pointer to '" + (name == null ? "…" : name)
                                    + "' is refused; write a closure { … } that calls it");
        }
        return Type.of(groovy.lang.Closure.class);
    }

    /** A literal that is a pattern must be one. */
    void pattern(Expression literal, Place place) {
        String text = CallArguments.text(literal);
        try {
            if (text != null) {
                Pattern.compile(text);
            }
        } catch (PatternSyntaxException broken) {
            walk.findings()
                    .add(
                            place,
                            literal,
                            "malformed pattern: " + broken.getDescription().toLowerCase(java.util.Locale.ROOT)
                                    + (broken.getIndex() < 0 ? "" : " near character " + (broken.getIndex() + 1))
                                    + " of " + "/" + text + "/");
        }
    }
}
