package dev.runbook.dsl.compile;

import static dev.runbook.dsl.compile.Operators.ops;

import org.codehaus.groovy.ast.ClassCodeExpressionTransformer;
import org.codehaus.groovy.ast.ClassHelper;
import org.codehaus.groovy.ast.ClassNode;
import org.codehaus.groovy.ast.expr.BinaryExpression;
import org.codehaus.groovy.ast.expr.CastExpression;
import org.codehaus.groovy.ast.expr.ClassExpression;
import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.DeclarationExpression;
import org.codehaus.groovy.ast.expr.EmptyExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.PostfixExpression;
import org.codehaus.groovy.ast.expr.PrefixExpression;
import org.codehaus.groovy.ast.expr.VariableExpression;
import org.codehaus.groovy.control.SourceUnit;
import org.codehaus.groovy.syntax.Token;
import org.codehaus.groovy.syntax.Types;

/** Puts hooks in the place of operators and casts, assertions into conditions, and positions onto plan words. */
final class ScriptTransformer extends ClassCodeExpressionTransformer {
    private final SourceUnit unit;
    private final PlanCalls planCalls;
    private final Conditions conditions;

    ScriptTransformer(SourceUnit unit, Source source, Vocabulary vocabulary, BodyReader bodies) {
        this.unit = unit;
        this.planCalls = new PlanCalls(source, vocabulary, bodies);
        this.conditions = new Conditions(source, vocabulary, this);
    }

    @Override
    protected SourceUnit getSourceUnit() {
        return unit;
    }

    @Override
    public Expression transform(Expression expression) {
        if (expression == null) {
            return null;
        }
        Expression changed = change(expression);
        if (changed != expression && changed.getLineNumber() < 1) {
            changed.setSourcePosition(expression);
        }
        return changed;
    }

    private Expression change(Expression expression) {
        if (expression instanceof ClosureExpression closure) {
            closure.getCode().visit(this);
            return closure;
        }
        if (expression instanceof DeclarationExpression declaration) {
            return declaration(declaration);
        }
        if (expression instanceof BinaryExpression binary) {
            return binary(binary);
        }
        if (expression instanceof CastExpression cast) {
            return ops(
                    "convert",
                    transform(cast.getExpression()),
                    new ClassExpression(cast.getType()),
                    new ConstantExpression(cast.isCoerce(), true));
        }
        if (expression instanceof PostfixExpression || expression instanceof PrefixExpression) {
            return expression;
        }
        if (expression instanceof MethodCallExpression call) {
            conditions.rewrite(call);
            planCalls.mark(call);
        }
        return super.transform(expression);
    }

    private Expression declaration(DeclarationExpression declaration) {
        Expression value = transform(declaration.getRightExpression());
        if (!declaration.isMultipleAssignmentDeclaration()
                && !(value instanceof EmptyExpression)
                && !(value instanceof ClosureExpression)) {
            VariableExpression variable = declaration.getVariableExpression();
            ClassNode type = variable.getOriginType();
            if (!variable.isDynamicTyped() && !ClassHelper.isObjectType(type)) {
                value = ops("convert", value, new ClassExpression(type), new ConstantExpression(false, true));
            }
        }
        declaration.setRightExpression(value);
        return declaration;
    }

    private Expression binary(BinaryExpression binary) {
        if (Operators.assigns(binary)) {
            return assignment(binary);
        }
        String operator = binary.getOperation().getText();
        if (operator.equals("instanceof") || operator.equals("!instanceof")) {
            Expression is = ops("isInstance", transform(binary.getLeftExpression()), binary.getRightExpression());
            return operator.startsWith("!") ? new org.codehaus.groovy.ast.expr.NotExpression(is) : is;
        }
        Expression left = transform(binary.getLeftExpression());
        Expression right = transform(binary.getRightExpression());
        if (operator.equals("[") && !binary.isSafe()) {
            return ops("at", left, right);
        }
        if (Operators.hooked(binary)) {
            return ops("binary", left, new ConstantExpression(operator), right);
        }
        BinaryExpression plain = new BinaryExpression(left, binary.getOperation(), right, binary.isSafe());
        plain.setSourcePosition(binary);
        return plain;
    }

    private Expression assignment(BinaryExpression binary) {
        Expression right = transform(binary.getRightExpression());
        String compound = Operators.compound(binary);
        if (compound != null && binary.getLeftExpression() instanceof VariableExpression variable) {
            Token assign = Token.newSymbol(Types.ASSIGN, binary.getLineNumber(), binary.getColumnNumber());
            return new BinaryExpression(
                    variable, assign, ops("binary", variable, new ConstantExpression(compound), right));
        }
        return new BinaryExpression(binary.getLeftExpression(), binary.getOperation(), right);
    }
}
