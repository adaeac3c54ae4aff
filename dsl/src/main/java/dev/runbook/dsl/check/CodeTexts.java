package dev.runbook.dsl.check;

import dev.runbook.dsl.check.Scope.Local;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import org.codehaus.groovy.ast.expr.BinaryExpression;
import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.ElvisOperatorExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.GStringExpression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.PropertyExpression;
import org.codehaus.groovy.ast.expr.TernaryExpression;
import org.codehaus.groovy.ast.expr.VariableExpression;

/** Commands and statements: a literal, a text with placeholders, or {@code raw()}. Anything else has lost its values, so that they can be neither quoted nor bound. */
final class CodeTexts {
    private static final Set<String> FLATTENING = Set.of(
            "toString",
            "stripIndent",
            "stripMargin",
            "trim",
            "strip",
            "replace",
            "replaceAll",
            "concat",
            "join",
            "format");
    private static final String WHY = " has lost its values, so they can be neither quoted nor bound";

    private final Walk walk;

    CodeTexts(Walk walk) {
        this.walk = walk;
    }

    /** @param parameter the name of the word's parameter: {@code command} is a shell's, {@code statement} a database's */
    void check(Expression given, String word, String parameter, Place place) {
        if (given instanceof TernaryExpression choice) {
            if (!(given instanceof ElvisOperatorExpression)) {
                walk.expressions().type(choice.getBooleanExpression(), place);
            }
            check(choice.getTrueExpression(), word, parameter, place);
            check(choice.getFalseExpression(), word, parameter, place);
            return;
        }
        Type type = given instanceof ClosureExpression
                ? Type.of(groovy.lang.Closure.class)
                : walk.expressions().type(given, place);
        if (given instanceof ConstantExpression constant) {
            literal(constant, word, parameter, place);
        } else if (given instanceof GStringExpression text) {
            new Placeholders(walk, place, word).check(text, parameter);
        } else {
            String wrong = wrong(given, type, place);
            if (wrong != null) {
                walk.findings().add(place, given, word + ": " + wrong);
            }
        }
    }

    /** Whether the value is, whichever way is taken, a text that stands in the script as it is. */
    static boolean literal(Expression value) {
        return value instanceof TernaryExpression choice && !(value instanceof ElvisOperatorExpression)
                ? literal(choice.getTrueExpression()) && literal(choice.getFalseExpression())
                : CallArguments.text(value) != null;
    }

    private void literal(ConstantExpression constant, String word, String parameter, Place place) {
        if (!(constant.getValue() instanceof String)) {
            walk.findings()
                    .add(
                            place,
                            constant,
                            word + ": expected the text of the " + parameter + ", found " + constant.getValue());
        }
    }

    private static String wrong(Expression given, Type type, Place place) {
        if (given instanceof BinaryExpression sum
                && sum.getOperation().getText().equals("+")) {
            return "a text put together with +" + WHY
                    + "; write it as one \"…${value}…\", or say raw(…) if you vouch for it";
        }
        if (type.isSecret()) {
            return null;
        }
        if (given instanceof MethodCallExpression call
                && FLATTENING.contains(String.valueOf(call.getMethodAsString()))
                && (type.is(String.class) || !call.isImplicitThis() && isText(call.getObjectExpression()))) {
            return "what ." + call.getMethodAsString() + "(…) gives" + WHY
                    + "; give the text as it is, or say raw(…) if you vouch for it";
        }
        if (given instanceof VariableExpression variable) {
            return variable(variable, type, place);
        }
        return other(given, type);
    }

    private static boolean isText(Expression receiver) {
        return receiver instanceof GStringExpression || CallArguments.text(receiver) != null;
    }

    private static String variable(VariableExpression variable, Type type, Place place) {
        Local local = place.scope().find(variable.getName());
        if (local == null || local.literal() || !type.is(String.class)) {
            return local == null ? null : other(variable, type.is(String.class) ? Type.DYNAMIC : type);
        }
        return "'" + variable.getName() + "' is a String (line " + local.line() + "): a text kept in one" + WHY + "; "
                + (local.declared() == String.class
                        ? "declare it with def, without String"
                        : "write \"…${value}…\" here")
                + ", or say raw(" + variable.getName() + ") if you vouch for it";
    }

    private static String other(Expression given, Type type) {
        if (type.is(String.class)) {
            String shown = given instanceof PropertyExpression ? given.getText() : "…";
            return "a String" + WHY + "; write \"${" + shown + "}\" to pass it as one value, or raw(" + shown
                    + ") if you vouch for it";
        }
        boolean data = type.is(Number.class)
                || type.is(Boolean.class)
                || type.is(Collection.class)
                || type.is(Map.class)
                || type.is(groovy.lang.Closure.class);
        return data ? "expected a text '…' or \"…${value}…\", found " + type.show() : null;
    }
}
