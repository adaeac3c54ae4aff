package dev.runbook.dsl.check;

import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.ListExpression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.PropertyExpression;
import org.codehaus.groovy.ast.expr.VariableExpression;

/** What is known of an expression that has been checked before, without checking it again. */
final class Quiet {
    private Quiet() {}

    static Type type(Walk walk, Expression expression, Place place) {
        if (expression instanceof VariableExpression variable && place.scope().find(variable.getName()) != null) {
            return place.scope().find(variable.getName()).type();
        }
        if (expression instanceof ListExpression) {
            return Type.of(java.util.List.class);
        }
        boolean raw = expression instanceof MethodCallExpression call
                && call.isImplicitThis()
                && "raw".equals(call.getMethodAsString());
        return raw ? Type.of(dev.runbook.engine.model.Raw.class) : param(walk, expression);
    }

    private static Type param(Walk walk, Expression expression) {
        if (expression instanceof PropertyExpression property
                && property.getObjectExpression() instanceof VariableExpression params
                && params.getName().equals("params")) {
            Declared.Parameter parameter = walk.declared().params().get(String.valueOf(property.getPropertyAsString()));
            return parameter == null ? Type.DYNAMIC : Type.of(parameter.type());
        }
        return Type.DYNAMIC;
    }
}
