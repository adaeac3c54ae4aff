package dev.runbook.dsl.check;

import dev.runbook.dsl.check.Scope.Local;
import java.util.List;
import org.codehaus.groovy.ast.ClassNode;
import org.codehaus.groovy.ast.Parameter;
import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.expr.ClosureListExpression;
import org.codehaus.groovy.ast.expr.EmptyExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.stmt.AssertStatement;
import org.codehaus.groovy.ast.stmt.BlockStatement;
import org.codehaus.groovy.ast.stmt.CaseStatement;
import org.codehaus.groovy.ast.stmt.CatchStatement;
import org.codehaus.groovy.ast.stmt.DoWhileStatement;
import org.codehaus.groovy.ast.stmt.ExpressionStatement;
import org.codehaus.groovy.ast.stmt.ForStatement;
import org.codehaus.groovy.ast.stmt.IfStatement;
import org.codehaus.groovy.ast.stmt.ReturnStatement;
import org.codehaus.groovy.ast.stmt.Statement;
import org.codehaus.groovy.ast.stmt.SwitchStatement;
import org.codehaus.groovy.ast.stmt.SynchronizedStatement;
import org.codehaus.groovy.ast.stmt.ThrowStatement;
import org.codehaus.groovy.ast.stmt.TryCatchStatement;
import org.codehaus.groovy.ast.stmt.WhileStatement;

/** Goes through statements, and keeps the local names. */
final class Statements {
    private final Walk walk;

    Statements(Walk walk) {
        this.walk = walk;
    }

    void all(List<Statement> statements, Place place) {
        statements.forEach(each -> one(each, place));
    }

    void one(Statement statement, Place place) {
        if (statement instanceof BlockStatement block) {
            all(block.getStatements(), place.block());
        } else if (statement instanceof ExpressionStatement expression) {
            type(expression.getExpression(), place);
        } else if (statement instanceof ReturnStatement given) {
            type(given.getExpression(), place);
        } else if (statement instanceof IfStatement choice) {
            type(choice.getBooleanExpression(), place);
            one(choice.getIfBlock(), place.branch(choice, 0));
            one(choice.getElseBlock(), place.branch(choice, 1));
        } else if (statement instanceof SwitchStatement choice) {
            choice(choice, place);
        } else if (statement instanceof TryCatchStatement attempt) {
            attempt(attempt, place);
        } else if (statement instanceof AssertStatement check) {
            type(check.getBooleanExpression(), place);
            type(check.getMessageExpression(), place);
        } else if (statement instanceof ThrowStatement thrown) {
            type(thrown.getExpression(), place);
        } else if (statement instanceof SynchronizedStatement locked) {
            walk.findings()
                    .add(
                            place,
                            locked,
                            "synchronized is refused: bodies share nothing; parallel(…) { } runs steps at once");
        } else {
            loop(statement, place);
        }
    }

    private void loop(Statement statement, Place place) {
        if (statement instanceof ForStatement loop) {
            forLoop(loop, place.block());
        } else if (statement instanceof WhileStatement loop) {
            type(loop.getBooleanExpression(), place);
            one(loop.getLoopBlock(), place.block());
        } else if (statement instanceof DoWhileStatement loop) {
            one(loop.getLoopBlock(), place.block());
            type(loop.getBooleanExpression(), place);
        }
    }

    private void forLoop(ForStatement loop, Place place) {
        if (loop.getCollectionExpression() instanceof ClosureListExpression parts) {
            parts.getExpressions().forEach(each -> type(each, place));
        } else {
            type(loop.getCollectionExpression(), place);
            parameter(loop.getValueVariable(), place);
            if (loop.getIndexVariable() != null) {
                parameter(loop.getIndexVariable(), place);
            }
        }
        one(loop.getLoopBlock(), place);
    }

    private void choice(SwitchStatement choice, Place place) {
        type(choice.getExpression(), place);
        int way = 0;
        for (CaseStatement each : choice.getCaseStatements()) {
            type(each.getExpression(), place);
            one(each.getCode(), place.branch(choice, way++));
        }
        one(choice.getDefaultStatement(), place.branch(choice, way));
    }

    private void attempt(TryCatchStatement attempt, Place place) {
        all(attempt.getResourceStatements().stream().map(Statement.class::cast).toList(), place);
        one(attempt.getTryStatement(), place.block());
        for (CatchStatement each : attempt.getCatchStatements()) {
            Place inner = place.block();
            parameter(each.getVariable(), inner);
            one(each.getCode(), inner);
        }
        one(attempt.getFinallyStatement(), place.block());
    }

    /** Declares a parameter of a helper, closure or loop. */
    void parameter(Parameter parameter, Place place) {
        if (parameter.hasInitialExpression()) {
            type(parameter.getInitialExpression(), place);
        }
        Class<?> declared = declaredType(parameter.getType(), parameter.isDynamicTyped(), parameter, place);
        Type type = Type.of(parameter.getType().isArray() ? null : declared);
        walk.names()
                .declare(
                        new Local(parameter.getName(), type, declared, false, parameter.getLineNumber()),
                        parameter,
                        place);
    }

    /** The class that a declaration names, or null for {@code def}; one that scripts may not name is reported. */
    Class<?> declaredType(ClassNode type, boolean dynamic, org.codehaus.groovy.ast.ASTNode where, Place place) {
        if (dynamic) {
            return null;
        }
        String name = Classes.name(type);
        Class<?> known = Classes.allowed(name, place.file()).orElse(null);
        if (known == null) {
            walk.names().unknownClass(name, type.getLineNumber() > 0 ? type : where, place);
        }
        return known == Object.class ? null : known;
    }

    /** The code of a closure; the names that it is given are dynamic. Gives what is known of its last expression. */
    Type closure(ClosureExpression closure, Place place) {
        closureNames(closure, place);
        return value(closure.getCode(), place);
    }

    /** The same of one that is given values of which something is known. */
    Type closure(ClosureExpression closure, Place place, Type given) {
        closureNames(closure, place);
        Parameter[] names = closure.getParameters();
        boolean one = names != null && (names.length == 0 || names.length == 1 && names[0].isDynamicTyped());
        if (one && given.known()) {
            String name = names.length == 0 ? "it" : names[0].getName();
            if (name.equals("it")
                    || !walk.declared().isFilled(name) && !walk.declared().isReassigned(name)) {
                place.scope().declare(new Local(name, given, null, false, closure.getLineNumber()));
            }
        }
        return value(closure.getCode(), place);
    }

    /** The code of a closure or helper, and what is known of its value: dynamic where there are several ways out. */
    Type value(Statement code, Place place) {
        Type last = last(code, place);
        return Returns.several(code) ? Type.DYNAMIC : last;
    }

    private Type last(Statement statement, Place place) {
        if (statement instanceof BlockStatement block && !block.getStatements().isEmpty()) {
            Place inner = place.block();
            int end = block.getStatements().size() - 1;
            all(block.getStatements().subList(0, end), inner);
            return last(block.getStatements().get(end), inner);
        }
        if (statement instanceof ExpressionStatement expression) {
            return known(expression.getExpression(), place);
        }
        if (statement instanceof ReturnStatement given) {
            return known(given.getExpression(), place);
        }
        one(statement, place);
        return Type.DYNAMIC;
    }

    void closureNames(ClosureExpression closure, Place place) {
        if (closure.getParameters() != null && closure.getParameters().length == 0) {
            place.scope().declare(Local.dynamic("it", closure.getLineNumber()));
        } else if (closure.getParameters() != null) {
            for (Parameter parameter : closure.getParameters()) {
                parameter(parameter, place);
            }
        }
    }

    private void type(Expression expression, Place place) {
        known(expression, place);
    }

    private Type known(Expression expression, Place place) {
        return expression == null || expression instanceof EmptyExpression
                ? Type.DYNAMIC
                : walk.expressions().type(expression, place);
    }
}
