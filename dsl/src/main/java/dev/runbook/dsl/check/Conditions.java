package dev.runbook.dsl.check;

import dev.runbook.dsl.registry.WordSpec;
import java.util.List;
import org.codehaus.groovy.ast.expr.BinaryExpression;
import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.DeclarationExpression;
import org.codehaus.groovy.ast.expr.EmptyExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.PostfixExpression;
import org.codehaus.groovy.ast.expr.PrefixExpression;
import org.codehaus.groovy.ast.stmt.BlockStatement;
import org.codehaus.groovy.ast.stmt.ExpressionStatement;
import org.codehaus.groovy.ast.stmt.ReturnStatement;
import org.codehaus.groovy.ast.stmt.Statement;
import org.codehaus.groovy.syntax.Types;

/** Conditions: not empty, no lone {@code =}, and each top-level expression true or false. */
final class Conditions {
    private final Walk walk;

    Conditions(Walk walk) {
        this.walk = walk;
    }

    void check(ClosureExpression condition, Place place, String word) {
        walk.statements().closureNames(condition, place);
        List<Statement> statements = ((BlockStatement) condition.getCode()).getStatements();
        if (statements.isEmpty()) {
            walk.findings()
                    .add(
                            place,
                            condition,
                            word + ": the condition is empty; write what must hold, as in { count == 0 }");
        }
        statements.forEach(each -> one(each, place));
    }

    private void one(Statement statement, Place place) {
        Expression expression = statement instanceof ExpressionStatement plain
                ? plain.getExpression()
                : statement instanceof ReturnStatement given ? given.getExpression() : null;
        if (expression == null || expression instanceof EmptyExpression) {
            walk.statements().one(statement, place);
            return;
        }
        Type type = walk.expressions().type(expression, place);
        if (expression instanceof BinaryExpression binary
                && binary.getOperation().getType() == Types.ASSIGN
                && !(binary instanceof DeclarationExpression)) {
            walk.findings()
                    .add(
                            place,
                            new At(binary),
                            "a lone = in a condition changes what it should compare; did you mean '=='?");
        } else if (!silent(expression) && isNoBoolean(expression, type)) {
            walk.findings()
                    .add(
                            place,
                            expression,
                            "a condition is true or false, found "
                                    + (expression instanceof ConstantExpression
                                            ? WordOptions.shown(expression, type)
                                            : article(type))
                                    + "; compare it with something, as in … == …");
        }
    }

    private static boolean isNoBoolean(Expression expression, Type type) {
        boolean nothing = expression instanceof ConstantExpression constant && constant.getValue() == null;
        return nothing
                || type.known()
                        && type.javaClass() != Boolean.class
                        && !type.is(java.util.concurrent.atomic.AtomicBoolean.class);
    }

    /** What is not asserted: declarations, changes, and words that give nothing. */
    private boolean silent(Expression expression) {
        if (expression instanceof DeclarationExpression
                || expression instanceof PostfixExpression
                || expression instanceof PrefixExpression) {
            return true;
        }
        if (expression instanceof BinaryExpression binary) {
            return Types.ofType(binary.getOperation().getType(), Types.ASSIGNMENT_OPERATOR);
        }
        if (expression instanceof MethodCallExpression call && call.isImplicitThis()) {
            List<WordSpec> words = walk.registry().step(String.valueOf(call.getMethodAsString()));
            return words.stream()
                    .anyMatch(word -> word.method().getReturnType() == void.class
                            || word.word().condition());
        }
        return false;
    }

    private static String article(Type type) {
        return type.isSecret() ? "a secret" : "a value of type " + type.show();
    }

    /** The place of an operator. */
    private static final class At extends org.codehaus.groovy.ast.ASTNode {
        At(BinaryExpression binary) {
            setLineNumber(binary.getOperation().getStartLine());
            setColumnNumber(binary.getOperation().getStartColumn());
        }
    }
}
