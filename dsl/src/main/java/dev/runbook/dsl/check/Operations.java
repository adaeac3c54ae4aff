package dev.runbook.dsl.check;

import dev.runbook.dsl.check.Scope.Local;
import java.util.List;
import java.util.Set;
import org.codehaus.groovy.ast.expr.BinaryExpression;
import org.codehaus.groovy.ast.expr.CastExpression;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.DeclarationExpression;
import org.codehaus.groovy.ast.expr.EmptyExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.TupleExpression;
import org.codehaus.groovy.ast.expr.VariableExpression;
import org.codehaus.groovy.syntax.Types;

/** Declarations, assignments, operators and conversions. */
final class Operations {
    private static final Set<String> TRUTHS =
            Set.of("==", "!=", "<", "<=", ">", ">=", "&&", "||", "in", "!in", "==~", "===", "!==", "==>");
    static final String PLAIN =
            "a secret would become plain text here; give it to a word as it is, or write it into a text \"…${secret}…\", which stays a secret";

    private final Walk walk;

    Operations(Walk walk) {
        this.walk = walk;
    }

    Type type(BinaryExpression binary, Place place) {
        if (binary instanceof DeclarationExpression declaration) {
            return declaration(declaration, place);
        }
        if (Types.ofType(binary.getOperation().getType(), Types.ASSIGNMENT_OPERATOR)) {
            return assignment(binary, place);
        }
        String operator = binary.getOperation().getText();
        if (operator.equals("[")) {
            return index(binary, place);
        }
        if (operator.endsWith("instanceof")) {
            walk.expressions().type(binary.getLeftExpression(), place);
            named(binary.getRightExpression(), place);
            return Type.BOOLEAN;
        }
        if (operator.equals("=~") || operator.equals("==~")) {
            walk.expressions().pattern(binary.getRightExpression(), place);
        }
        return result(binary, operator, place);
    }

    private void named(Expression right, Place place) {
        if (!(right instanceof org.codehaus.groovy.ast.expr.ClassExpression type)) {
            walk.expressions().type(right, place);
        } else if (Classes.allowed(Classes.name(type.getType()), place.file()).isEmpty()) {
            walk.names().unknownClass(Classes.name(type.getType()), right, place);
        }
    }

    private Type result(BinaryExpression binary, String operator, Place place) {
        Type left = walk.expressions().type(binary.getLeftExpression(), place);
        Type right = walk.expressions().type(binary.getRightExpression(), place);
        if (operator.equals("+") && (left.isSecret() || right.isSecret()) && !left.is(List.class)) {
            walk.findings()
                    .add(place, left.isSecret() ? binary.getLeftExpression() : binary.getRightExpression(), PLAIN);
            return Type.SECRET;
        }
        Mixed.check(walk, binary, left, right, place);
        if (TRUTHS.contains(operator)) {
            return Type.BOOLEAN;
        }
        if (operator.equals("=~")) {
            return Type.of(java.util.regex.Matcher.class);
        }
        if (operator.equals("+") && left.isText()) {
            return Type.STRING;
        }
        boolean both = left.is(Number.class) && right.is(Number.class);
        return both
                ? Type.of(Number.class)
                : left.is(List.class)
                        ? Type.of(List.class).holdingSecret(left.secret() || right.secret())
                        : Type.DYNAMIC;
    }

    private Type index(BinaryExpression binary, Place place) {
        String literal = CallArguments.text(binary.getRightExpression());
        if (literal != null) {
            Type given = walk.names().given(binary.getLeftExpression(), literal, binary.getRightExpression(), place);
            if (given != null) {
                return given;
            }
        }
        Type object = walk.expressions().type(binary.getLeftExpression(), place);
        walk.expressions().type(binary.getRightExpression(), place);
        if (literal != null && object.known() && new Members().forbiddenProperty(object, literal)) {
            walk.findings()
                    .add(
                            place,
                            binary.getRightExpression(),
                            "['" + literal
                                    + "'] is refused: it leads out of the data, to classes and the script itself");
        }
        if (literal != null && object.is(java.util.Map.class) && object.keys() != null) {
            new Properties(walk).key(object, literal, binary.getRightExpression(), place);
        }
        boolean element = object.is(List.class) && binary.getRightExpression() instanceof ConstantExpression;
        return object.isText() && !object.isSecret() ? Type.STRING : element ? object.element() : Type.DYNAMIC;
    }

    private Type declaration(DeclarationExpression declaration, Place place) {
        Expression value = declaration.getRightExpression();
        Type type = value instanceof EmptyExpression
                ? Type.DYNAMIC
                : walk.expressions().type(value, place);
        if (declaration.getLeftExpression() instanceof TupleExpression several) {
            several.getExpressions().forEach(each -> several(each, declaration, place));
            return Type.DYNAMIC;
        }
        VariableExpression name = declaration.getVariableExpression();
        Class<?> declared =
                walk.statements().declaredType(name.getOriginType(), name.isDynamicTyped(), declaration, place);
        convertible(type, declared, value, place);
        boolean again = walk.declared().isReassigned(name.getName());
        boolean array = name.getOriginType().isArray();
        Type known = array
                ? Type.DYNAMIC
                : declared != null
                        ? Type.of(declared).holdingSecret(type.secret())
                        : again ? Type.DYNAMIC : walk.declared().isFilled(name.getName()) ? type.open() : type;
        boolean literal = CodeTexts.literal(value) && !walk.declared().isChanged(name.getName());
        walk.names()
                .declare(new Local(name.getName(), known, declared, literal, declaration.getLineNumber()), name, place);
        return type;
    }

    private void several(Expression each, DeclarationExpression declaration, Place place) {
        if (each instanceof VariableExpression name) {
            walk.statements().declaredType(name.getOriginType(), name.isDynamicTyped(), declaration, place);
            walk.names().declare(Local.dynamic(name.getName(), declaration.getLineNumber()), name, place);
        }
    }

    private void convertible(Type value, Class<?> declared, Expression at, Place place) {
        if (declared == null || !value.known()) {
            return;
        }
        Class<?> wanted = Type.of(declared).javaClass();
        if (declared == String.class && value.isSecret()) {
            walk.findings().add(place, at, PLAIN);
        } else if (wanted != null
                && Number.class.isAssignableFrom(wanted)
                && (value.isText()
                        || value.is(java.util.Collection.class)
                        || value.is(java.util.Map.class)
                        || value.is(Boolean.class))) {
            walk.findings().add(place, at, "expected " + declared.getSimpleName() + ", found " + value.show());
        }
    }

    private Type assignment(BinaryExpression binary, Place place) {
        Type value = walk.expressions().type(binary.getRightExpression(), place);
        changed(binary.getLeftExpression(), place);
        if (binary.getLeftExpression() instanceof VariableExpression variable) {
            Local local = place.scope().find(variable.getName());
            if (local != null && local.declared() == String.class && value.isSecret()) {
                walk.findings().add(place, binary.getRightExpression(), PLAIN);
            }
        }
        return value;
    }

    /** The left side of an assignment: a name must have been declared. */
    void changed(Expression left, Place place) {
        if (left instanceof TupleExpression several) {
            several.getExpressions().forEach(each -> changed(each, place));
        } else if (left instanceof VariableExpression variable) {
            if (place.scope().find(variable.getName()) == null) {
                walk.findings()
                        .add(
                                place,
                                variable,
                                walk.names()
                                        .elsewhere(variable.getName(), variable, place)
                                        .orElse("'" + variable.getName() + "' is not declared; write def "
                                                + variable.getName() + " = …"));
                place.scope().declare(Local.dynamic(variable.getName(), variable.getLineNumber()));
            }
        } else {
            walk.expressions().type(left, place);
        }
    }

    Type cast(CastExpression cast, Place place) {
        Type value = walk.expressions().type(cast.getExpression(), place);
        Class<?> type = walk.statements().declaredType(cast.getType(), false, cast, place);
        if (type == String.class && value.isSecret()) {
            walk.findings().add(place, cast, PLAIN);
        }
        return cast.getType().isArray() ? Type.DYNAMIC : Type.of(type);
    }
}
