package dev.runbook.dsl.compile;

import org.codehaus.groovy.ast.GroovyCodeVisitor;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.ExpressionTransformer;

/** An expression that is done: the transformer passes it by, so that nothing in it is rewritten twice. */
final class Asserted extends Expression {
    private final Expression inner;

    Asserted(Expression inner) {
        this.inner = inner;
        setType(inner.getType());
    }

    @Override
    public Expression transformExpression(ExpressionTransformer transformer) {
        return inner;
    }

    @Override
    public void visit(GroovyCodeVisitor visitor) {
        inner.visit(visitor);
    }

    @Override
    public String getText() {
        return inner.getText();
    }
}
