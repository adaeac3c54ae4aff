package dev.runbook.dsl.compile;

import static dev.runbook.dsl.compile.Operators.judge;

import java.util.List;
import org.codehaus.groovy.ast.expr.BinaryExpression;
import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.DeclarationExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.MapEntryExpression;
import org.codehaus.groovy.ast.expr.MapExpression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.TupleExpression;
import org.codehaus.groovy.ast.stmt.BlockStatement;
import org.codehaus.groovy.ast.stmt.ExpressionStatement;
import org.codehaus.groovy.ast.stmt.ReturnStatement;
import org.codehaus.groovy.ast.stmt.Statement;

/** Finds the closures that are conditions and has their top-level expressions asserted. */
final class Conditions {
    private final Source source;
    private final Vocabulary vocabulary;
    private final ScriptTransformer transformer;

    Conditions(Source source, Vocabulary vocabulary, ScriptTransformer transformer) {
        this.source = source;
        this.vocabulary = vocabulary;
        this.transformer = transformer;
    }

    /** Rewrites the conditions among the arguments of a call; the transformer visits them afterwards and finds them done. */
    void rewrite(MethodCallExpression call) {
        if (!call.isImplicitThis() || !(call.getArguments() instanceof TupleExpression arguments)) {
            return;
        }
        boolean condition = vocabulary.isCondition(call.getMethodAsString());
        for (Expression argument : arguments.getExpressions()) {
            if (argument instanceof ClosureExpression closure && condition) {
                assertAll(closure);
            } else if (argument instanceof MapExpression named && vocabulary.isPlaced(call.getMethodAsString())) {
                named.getMapEntryExpressions().forEach(this::option);
            }
        }
    }

    private void option(MapEntryExpression entry) {
        if (entry.getValueExpression() instanceof ClosureExpression closure
                && Vocabulary.CONDITION_OPTIONS.contains(
                        entry.getKeyExpression().getText())) {
            assertAll(closure);
        }
    }

    private void assertAll(ClosureExpression closure) {
        if (closure.getCode() instanceof BlockStatement block) {
            block.getStatements().forEach(this::assertOne);
        }
    }

    private void assertOne(Statement statement) {
        if (statement instanceof ReturnStatement given && !isSilent(given.getExpression())) {
            given.setExpression(asserted(given.getExpression()));
        } else if (statement instanceof ExpressionStatement expression && !isSilent(expression.getExpression())) {
            expression.setExpression(asserted(expression.getExpression()));
        }
    }

    private boolean isSilent(Expression expression) {
        return expression instanceof DeclarationExpression
                || expression instanceof BinaryExpression binary && Operators.assigns(binary)
                || expression instanceof MethodCallExpression call
                        && call.isImplicitThis()
                        && vocabulary.isSilent(call.getMethodAsString());
    }

    private Expression asserted(Expression expression) {
        if (expression instanceof MethodCallExpression call
                && call.isImplicitThis()
                && vocabulary.isFrame(call.getMethodAsString())) {
            assertLast(call);
            return expression;
        }
        Recorded recorded = new Recorded(source, expression, transformer);
        Expression checked = new Asserted(
                judge("check", judge("open", new ConstantExpression(recorded.text())), recorded.expression()));
        checked.setSourcePosition(expression);
        return checked;
    }

    private void assertLast(MethodCallExpression frame) {
        List<Expression> arguments = ((TupleExpression) frame.getArguments()).getExpressions();
        if (!arguments.isEmpty()
                && arguments.get(arguments.size() - 1) instanceof ClosureExpression closure
                && closure.getCode() instanceof BlockStatement block
                && !block.isEmpty()) {
            assertOne(block.getStatements().get(block.getStatements().size() - 1));
        }
    }
}
