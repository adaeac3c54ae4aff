package dev.runbook.dsl.check;

import java.util.List;
import java.util.regex.Pattern;
import org.codehaus.groovy.ast.CodeVisitorSupport;
import org.codehaus.groovy.ast.MethodNode;
import org.codehaus.groovy.ast.expr.BinaryExpression;
import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.DeclarationExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.MapEntryExpression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.PostfixExpression;
import org.codehaus.groovy.ast.expr.PrefixExpression;
import org.codehaus.groovy.ast.expr.PropertyExpression;
import org.codehaus.groovy.ast.expr.TupleExpression;
import org.codehaus.groovy.ast.expr.VariableExpression;
import org.codehaus.groovy.syntax.Types;

/** The first look through a script: what it declares. */
final class DeclarationScan extends CodeVisitorSupport {
    private static final Pattern FILLING =
            Pattern.compile("put.*|compute.*|merge|with|withDefault|tap|leftShift|add.*");

    private final ScriptFile file;
    private final Declared declared;
    private final Scripts scripts;
    private boolean inTargets;

    DeclarationScan(ScriptFile file, Declared declared, Scripts scripts) {
        this.file = file;
        this.declared = declared;
        this.scripts = scripts;
    }

    void read() {
        for (MethodNode method : file.module().getMethods()) {
            declared.helper(new Helper(file, method));
            if (method.getCode() != null) {
                method.getCode().visit(this);
            }
        }
        file.module().getStatementBlock().visit(this);
    }

    @Override
    public void visitMethodCallExpression(MethodCallExpression call) {
        String word = call.isImplicitThis() ? call.getMethodAsString() : null;
        if (word != null) {
            CallArguments arguments = CallArguments.of(call, file);
            if (inTargets) {
                target(word, arguments);
            } else if (word.equals("targets") && arguments.last() instanceof ClosureExpression names) {
                inTargets = true;
                names.getCode().visit(this);
                inTargets = false;
                return;
            } else {
                declaration(word, call, arguments);
            }
        }
        if (word == null
                && FILLING.matcher(String.valueOf(call.getMethodAsString())).matches()) {
            filled(call.getObjectExpression());
        }
        if (word != null) {
            CallArguments.of(call, file).positional().stream()
                    .filter(VariableExpression.class::isInstance)
                    .forEach(each -> declared.handedTo(word, ((VariableExpression) each).getName()));
        }
        super.visitMethodCallExpression(call);
    }

    private void declaration(String word, MethodCallExpression call, CallArguments arguments) {
        String literal = arguments.positional().isEmpty()
                ? null
                : CallArguments.text(arguments.positional().get(0));
        if (word.equals("include") && literal != null) {
            scripts.include(file, call, arguments.positional().get(0), literal);
        } else if (word.equals("param") || word.equals("secret")) {
            if (literal == null) {
                declared.open(word);
            } else if (word.equals("secret")) {
                declared.secret(literal);
            } else {
                Expression type = arguments
                        .option("type")
                        .map(MapEntryExpression::getValueExpression)
                        .orElse(null);
                Class<?> known = type == null
                        ? String.class
                        : type instanceof VariableExpression name
                                ? Classes.allowed(name.getName()).orElse(null)
                                : null;
                declared.param(literal, new Declared.Parameter(known, file, call.getLineNumber()));
            }
        }
    }

    private void target(String kind, CallArguments arguments) {
        String access = arguments
                .option("access")
                .map(entry -> String.valueOf(CallArguments.text(entry.getValueExpression())))
                .orElse("write");
        for (Expression name : arguments.positional()) {
            String literal = CallArguments.text(name);
            if (literal == null) {
                declared.openKind(kind);
            } else {
                declared.target(kind, literal, access);
            }
        }
    }

    @Override
    public void visitDeclarationExpression(DeclarationExpression declaration) {
        String step = declaration.getRightExpression() instanceof MethodCallExpression call ? step(call) : null;
        List<Expression> names = declaration.getLeftExpression() instanceof TupleExpression several
                ? several.getExpressions()
                : List.of(declaration.getLeftExpression());
        for (Expression name : names) {
            declared.variable(
                    file,
                    name.getText(),
                    new Declared.Variable(declaration.getLineNumber(), declaration.getLastLineNumber(), step));
        }
        super.visitDeclarationExpression(declaration);
    }

    /** The name of the step that the call makes; null where it makes none. */
    private String step(MethodCallExpression call) {
        if (!call.isImplicitThis()) {
            return call.getObjectExpression() instanceof MethodCallExpression inner ? step(inner) : null;
        }
        if (!PlanOrder.GIVES_HANDLE.contains(String.valueOf(call.getMethodAsString()))) {
            return null;
        }
        List<Expression> given = CallArguments.of(call, file).positional();
        String name = given.isEmpty() ? null : CallArguments.text(given.get(0));
        return name == null ? "STEP" : name;
    }

    @Override
    public void visitBinaryExpression(BinaryExpression binary) {
        if (!(binary instanceof DeclarationExpression)
                && Types.ofType(binary.getOperation().getType(), Types.ASSIGNMENT_OPERATOR)) {
            boolean literal =
                    binary.getOperation().getType() == Types.ASSIGN && CodeTexts.literal(binary.getRightExpression());
            reassigned(binary.getLeftExpression(), literal);
            filled(binary.getLeftExpression());
        } else if (binary.getOperation().getType() == Types.LEFT_SHIFT) {
            filled(binary.getLeftExpression());
        }
        super.visitBinaryExpression(binary);
    }

    @Override
    public void visitPostfixExpression(PostfixExpression postfix) {
        reassigned(postfix.getExpression(), false);
        super.visitPostfixExpression(postfix);
    }

    @Override
    public void visitPrefixExpression(PrefixExpression prefix) {
        reassigned(prefix.getExpression(), false);
        super.visitPrefixExpression(prefix);
    }

    /** Something is put into a map there: what it has cannot be told from where it was made. */
    private void filled(Expression map) {
        if (map instanceof VariableExpression variable) {
            declared.filled(variable.getName());
        } else if (map instanceof PropertyExpression property) {
            declared.filled(String.valueOf(property.getPropertyAsString()));
            filled(property.getObjectExpression());
        } else if (map instanceof BinaryExpression index) {
            filled(index.getLeftExpression());
        }
    }

    private void reassigned(Expression left, boolean literal) {
        if (left instanceof TupleExpression several) {
            several.getExpressions().forEach(each -> reassigned(each, false));
        } else if (left instanceof VariableExpression variable) {
            declared.reassigned(variable.getName());
            if (!literal) {
                declared.changed(variable.getName());
            }
        }
    }

    @Override
    public void visitMapEntryExpression(MapEntryExpression entry) {
        String key = CallArguments.text(entry.getKeyExpression());
        if (key != null && entry.getValueExpression() instanceof ClosureExpression) {
            declared.key(key);
        }
        super.visitMapEntryExpression(entry);
    }

    @Override
    public void visitConstantExpression(ConstantExpression constant) {
        // nothing to find
    }
}
