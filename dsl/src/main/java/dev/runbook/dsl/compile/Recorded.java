package dev.runbook.dsl.compile;

import static dev.runbook.dsl.compile.Operators.judge;
import static dev.runbook.dsl.compile.Operators.ops;

import java.util.List;
import org.codehaus.groovy.ast.ASTNode;
import org.codehaus.groovy.ast.expr.ArgumentListExpression;
import org.codehaus.groovy.ast.expr.BinaryExpression;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.MapExpression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.NotExpression;
import org.codehaus.groovy.ast.expr.PropertyExpression;
import org.codehaus.groovy.ast.expr.TupleExpression;
import org.codehaus.groovy.ast.expr.VariableExpression;

/** An asserted expression whose parts note their values, each at its column in the text as it is shown. */
final class Recorded {
    private final Expression whole;
    private final ScriptTransformer transformer;
    private final List<String> lines;
    private final String text;

    Recorded(Source source, Expression whole, ScriptTransformer transformer) {
        this.whole = whole;
        this.transformer = transformer;
        this.lines = source.of(whole).lines().toList();
        this.text = String.join(" ", lines.stream().map(String::strip).toList());
    }

    /** The source, on one line. */
    String text() {
        return text;
    }

    Expression expression() {
        return part(whole);
    }

    private Expression compared(BinaryExpression binary) {
        return judge(
                "compare",
                column(
                        binary.getOperation().getStartLine(),
                        binary.getOperation().getStartColumn()),
                part(binary.getLeftExpression()),
                new ConstantExpression(binary.getOperation().getText()),
                part(binary.getRightExpression()));
    }

    private Expression part(Expression expression) {
        if (expression instanceof VariableExpression variable && !variable.isThisExpression()) {
            return noted(variable, variable);
        }
        if (expression instanceof PropertyExpression property && !property.isSpreadSafe()) {
            PropertyExpression inner = new PropertyExpression(
                    part(property.getObjectExpression()), property.getProperty(), property.isSafe());
            inner.setImplicitThis(property.isImplicitThis());
            inner.setSourcePosition(property);
            return noted(property.getProperty(), inner);
        }
        if (expression instanceof BinaryExpression binary) {
            return binary(binary);
        }
        if (expression instanceof NotExpression not) {
            return noted(not, new NotExpression(part(not.getExpression())));
        }
        if (expression instanceof MethodCallExpression call && !call.isSpreadSafe()) {
            return call(call);
        }
        return transformer.transform(expression);
    }

    private Expression binary(BinaryExpression binary) {
        String operator = binary.getOperation().getText();
        if (operator.equals("&&") || operator.equals("||")) {
            return new BinaryExpression(
                    part(binary.getLeftExpression()), binary.getOperation(), part(binary.getRightExpression()));
        }
        if (!Operators.hooked(binary)) {
            return transformer.transform(binary);
        }
        if (Operators.COMPARISONS.contains(operator)) {
            return compared(binary);
        }
        Expression result = ops(
                "binary",
                part(binary.getLeftExpression()),
                new ConstantExpression(operator),
                part(binary.getRightExpression()));
        return judge(
                "value",
                column(
                        binary.getOperation().getStartLine(),
                        binary.getOperation().getStartColumn()),
                result);
    }

    private Expression call(MethodCallExpression call) {
        Expression receiver = call.isImplicitThis() ? call.getObjectExpression() : part(call.getObjectExpression());
        MethodCallExpression inner =
                new MethodCallExpression(receiver, call.getMethod(), arguments(call.getArguments()));
        inner.setImplicitThis(call.isImplicitThis());
        inner.setSafe(call.isSafe());
        inner.setSourcePosition(call);
        return noted(call.getMethod(), inner);
    }

    private Expression arguments(Expression arguments) {
        if (!(arguments instanceof TupleExpression tuple)) {
            return transformer.transform(arguments);
        }
        ArgumentListExpression all = new ArgumentListExpression();
        tuple.getExpressions()
                .forEach(each ->
                        all.addExpression(each instanceof MapExpression ? transformer.transform(each) : part(each)));
        return all;
    }

    private Expression noted(ASTNode place, Expression value) {
        return place.getLineNumber() < 1
                ? value
                : judge("value", column(place.getLineNumber(), place.getColumnNumber()), value);
    }

    /** The column in the shown text, counted from 1. */
    private ConstantExpression column(int line, int column) {
        int row = line - whole.getLineNumber();
        int offset = 0;
        for (int i = 0; i < row && i < lines.size(); i++) {
            offset += lines.get(i).strip().length() + 1;
        }
        int cut = row == 0
                ? whole.getColumnNumber() - 1
                : row < lines.size()
                        ? lines.get(row).length()
                                - lines.get(row).stripLeading().length()
                        : 0;
        return new ConstantExpression(Math.max(1, offset + column - cut), true);
    }
}
