package dev.runbook.dsl.check;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.codehaus.groovy.ast.expr.BinaryExpression;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.GStringExpression;
import org.codehaus.groovy.ast.expr.PropertyExpression;

/** Operators between values of different kinds: an error at three in the morning, or worse, {@code '500' + 1}, which is 5001. */
final class Mixed {
    private static final Set<String> ARITHMETIC = Set.of("+", "-", "*", "/", "%", "**");
    private static final Set<String> ORDER = Set.of("<", "<=", ">", ">=", "<=>");
    private static final Set<String> EQUALITY = Set.of("==", "!=");
    /** Kinds of values of which none equals one of another kind. */
    private static final List<Class<?>> KINDS = List.of(
            CharSequence.class,
            Number.class,
            Boolean.class,
            java.util.Collection.class,
            Map.class,
            Duration.class,
            Instant.class);

    private Mixed() {}

    static void check(Walk walk, BinaryExpression binary, Type left, Type right, Place place) {
        String operator = binary.getOperation().getText();
        Class<?> one = kind(left);
        Class<?> other = kind(right);
        if (one == null || other == null || one == other) {
            return;
        }
        boolean textAndNumber = left.isText() && right.is(Number.class) || left.is(Number.class) && right.isText();
        if (EQUALITY.contains(operator)) {
            report(walk, binary, left, right, place, "never equal each other");
        } else if (ORDER.contains(operator)) {
            report(walk, binary, left, right, place, "cannot be compared");
        } else if (ARITHMETIC.contains(operator) && textAndNumber && !written(binary, left)) {
            report(walk, binary, left, right, place, "make no sum: '500' + 1 is '5001'");
        }
    }

    /** Whether the text stands there as it is: {@code 'n' + 1} joins the two on purpose. */
    private static boolean written(BinaryExpression binary, Type left) {
        Expression text = left.isText() ? binary.getLeftExpression() : binary.getRightExpression();
        return binary.getOperation().getText().equals("+")
                && (text instanceof ConstantExpression
                        || text instanceof GStringExpression
                        || text instanceof BinaryExpression);
    }

    private static void report(Walk walk, BinaryExpression binary, Type left, Type right, Place place, String what) {
        walk.findings()
                .add(
                        place,
                        binary,
                        left.show() + " and " + right.show() + " " + what
                                + hint(binary.getLeftExpression(), right)
                                + hint(binary.getRightExpression(), left));
    }

    /** What to declare a parameter as, that it goes with the other side. */
    private static String hint(Expression operand, Type other) {
        if (!(operand instanceof PropertyExpression property)
                || !property.getObjectExpression().getText().equals("params")) {
            return "";
        }
        String type = other.is(Number.class) ? "Integer" : other.is(Boolean.class) ? "Boolean" : "String";
        return "; did you mean param '" + property.getPropertyAsString() + "', type: " + type + "?";
    }

    private static Class<?> kind(Type type) {
        return type.isSecret() || Yields.facade(type) != null || !type.known()
                ? null
                : KINDS.stream().filter(type::is).findFirst().orElse(null);
    }
}
