package dev.runbook.dsl.compile;

import dev.runbook.dsl.registry.WordSpec;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.codehaus.groovy.ast.ASTNode;
import org.codehaus.groovy.ast.CodeVisitorSupport;
import org.codehaus.groovy.ast.MethodNode;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.PropertyExpression;
import org.codehaus.groovy.ast.expr.TupleExpression;
import org.codehaus.groovy.ast.expr.VariableExpression;

/** One look through a body: the words it calls, the parameters it reads, the files it ships, the names it mentions. */
final class BodyScan extends CodeVisitorSupport {
    private static final Set<String> SHIPPING = Set.of("upload", "template");

    private final Vocabulary vocabulary;
    private final Set<String> risky;
    private final Set<String> params = new TreeSet<>();
    private final Set<String> files = new TreeSet<>();
    private final Set<String> names = new TreeSet<>();
    private boolean safe = true;

    BodyScan(Vocabulary vocabulary) {
        this.vocabulary = vocabulary;
        this.risky = vocabulary.riskyNames();
    }

    void read(ASTNode code) {
        if (code instanceof MethodNode method) {
            method.getCode().visit(this);
        } else if (code instanceof org.codehaus.groovy.ast.expr.ClosureExpression closure) {
            closure.getCode().visit(this);
        } else {
            code.visit(this);
        }
    }

    @Override
    public void visitMethodCallExpression(MethodCallExpression call) {
        String name = call.getMethodAsString();
        if (name != null) {
            if (call.isImplicitThis()) {
                names.add(name);
                safe &= vocabulary.step(name).stream().noneMatch(Vocabulary::isRisky);
                ship(name, call);
            } else {
                safe &= !isRisky(call.getObjectExpression(), name);
            }
        }
        super.visitMethodCallExpression(call);
    }

    @Override
    public void visitPropertyExpression(PropertyExpression property) {
        if (property.getObjectExpression() instanceof VariableExpression variable
                && variable.getName().equals("params")) {
            params.add(property.getPropertyAsString());
        }
        super.visitPropertyExpression(property);
    }

    @Override
    public void visitVariableExpression(VariableExpression variable) {
        names.add(variable.getName());
    }

    private boolean isRisky(Expression receiver, String name) {
        Class<?> type = type(receiver);
        if (type == null) {
            return risky.contains(name);
        }
        return vocabulary.facade(type).getOrDefault(name, List.of()).stream().anyMatch(Vocabulary::isRisky);
    }

    /** The facade that an expression surely gives, or null. */
    private Class<?> type(Expression receiver) {
        String word = receiver instanceof MethodCallExpression call && call.isImplicitThis()
                ? call.getMethodAsString()
                : receiver instanceof VariableExpression variable ? variable.getName() : null;
        List<WordSpec> words = word == null ? List.of() : vocabulary.step(word);
        return words.isEmpty() ? null : words.get(0).word().yields();
    }

    private void ship(String name, MethodCallExpression call) {
        if (SHIPPING.contains(name) && call.getArguments() instanceof TupleExpression arguments) {
            arguments.getExpressions().stream()
                    .filter(ConstantExpression.class::isInstance)
                    .findFirst()
                    .ifPresent(first -> files.add(first.getText()));
        }
    }

    Set<String> params() {
        return params;
    }

    Set<String> files() {
        return files;
    }

    Set<String> names() {
        return names;
    }

    boolean safe() {
        return safe;
    }
}
