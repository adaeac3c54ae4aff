package dev.runbook.dsl.compile;

import dev.runbook.dsl.condition.Judge;
import dev.runbook.dsl.script.Ops;
import java.util.Set;
import org.codehaus.groovy.ast.ClassHelper;
import org.codehaus.groovy.ast.ClassNode;
import org.codehaus.groovy.ast.expr.ArgumentListExpression;
import org.codehaus.groovy.ast.expr.BinaryExpression;
import org.codehaus.groovy.ast.expr.ClassExpression;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.syntax.Types;

/** Calls of the hooks that stand in for operators. */
final class Operators {
    static final Set<String> COMPARISONS =
            Set.of("==", "!=", "<", "<=", ">", ">=", "<=>", "in", "!in", "=~", "==~", "===", "!==");
    private static final Set<String> ARITHMETIC =
            Set.of("+", "-", "*", "/", "%", "**", "<<", ">>", ">>>", "&", "|", "^");
    private static final ClassNode OPS = ClassHelper.make(Ops.class);
    private static final ClassNode JUDGE = ClassHelper.make(Judge.class);

    private Operators() {}

    /** Whether the operator neither assigns nor short-circuits, so that a hook can stand in for it. */
    static boolean hooked(BinaryExpression binary) {
        String operator = binary.getOperation().getText();
        return COMPARISONS.contains(operator) || ARITHMETIC.contains(operator);
    }

    static boolean assigns(BinaryExpression binary) {
        return Types.ofType(binary.getOperation().getType(), Types.ASSIGNMENT_OPERATOR);
    }

    /** {@code +=} as {@code +}; null where the operator is a plain {@code =}. */
    static String compound(BinaryExpression binary) {
        String operator = binary.getOperation().getText();
        String plain = operator.substring(0, operator.length() - 1);
        return ARITHMETIC.contains(plain) ? plain : null;
    }

    static Expression ops(String hook, Expression... arguments) {
        return call(OPS, hook, arguments);
    }

    static Expression judge(String hook, Expression... arguments) {
        return call(JUDGE, hook, arguments);
    }

    private static Expression call(ClassNode type, String method, Expression... arguments) {
        MethodCallExpression call = new MethodCallExpression(
                new ClassExpression(type), new ConstantExpression(method), new ArgumentListExpression(arguments));
        call.setImplicitThis(false);
        return call;
    }
}
