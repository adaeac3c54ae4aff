package dev.runbook.dsl.check;

import dev.runbook.dsl.check.Scope.Local;
import dev.runbook.dsl.registry.WordSpec;
import dev.runbook.engine.model.Suggestion;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.codehaus.groovy.ast.ASTNode;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.PropertyExpression;
import org.codehaus.groovy.ast.expr.VariableExpression;

/** What a bare name means, and what {@code params.x} and its like do. */
final class Names {
    private static final Map<String, Map<String, Class<?>>> VIEWS = Map.of(
            "run",
            Map.of("id", String.class, "operator", String.class),
            "environment",
            Map.of("name", String.class, "production", Boolean.class));
    private static final Set<String> GIVEN = Set.of("params", "secrets", "run", "environment");
    private static final Set<String> PACKAGES =
            Set.of("java", "javax", "groovy", "groovyx", "org", "com", "net", "jdk", "sun", "dev");

    private final Walk walk;

    Names(Walk walk) {
        this.walk = walk;
    }

    /** Brings a local name into reach; it must not be there yet. */
    void declare(Local local, ASTNode at, Place place) {
        Local before = place.scope().find(local.name());
        if (before != null && !local.name().equals("it") && !local.name().equals("_")) {
            walk.findings()
                    .add(
                            place,
                            at,
                            "'" + local.name() + "' is declared already, at line " + before.line()
                                    + "; give this one another name");
        }
        place.scope().declare(local);
    }

    /** A name that stands for its value; a handle does not, since its value is what calling it gives. */
    Type value(VariableExpression variable, Place place) {
        Type type = named(variable, place);
        if (type.node() != null) {
            walk.findings()
                    .add(
                            place,
                            variable,
                            "'" + variable.getName() + "' is the handle of "
                                    + type.node().label() + ", not its result; did you mean '" + variable.getName()
                                    + "()'?");
            return Type.DYNAMIC;
        }
        return type;
    }

    /** The same where a handle may stand. */
    Type named(VariableExpression variable, Place place) {
        String name = variable.getName();
        Local local = place.scope().find(name);
        if (local != null) {
            return local.type();
        }
        if (GIVEN.contains(name)) {
            given(name, variable, place);
            return Type.DYNAMIC;
        }
        Optional<Type> word = walk.calls().property(name, variable, place);
        if (word.isPresent()) {
            return word.get();
        }
        if (Classes.allowed(name, place.file()).isPresent()) {
            return Type.of(Class.class);
        }
        if (place.open() && !new Members().forbiddenProperty(Type.DYNAMIC, name)
                || Classes.importsStatically(place.file(), name)) {
            return Type.DYNAMIC;
        }
        unknown(name, variable, place);
        return Type.DYNAMIC;
    }

    private void given(String name, ASTNode at, Place place) {
        if (name.equals("run") && place.when() == Place.When.PLAN) {
            walk.findings().add(place, at, "'run' belongs in a step body: there is no run while the plan is built");
        } else if (name.equals("secrets") && place.helper() != null) {
            place.helper().uses("secrets");
        }
    }

    /** {@code params.x}, {@code secrets.x}, {@code run.x}, {@code environment.x}; null where it is none of these. */
    Type given(Expression object, String property, ASTNode at, Place place) {
        if (!(object instanceof VariableExpression variable)
                || !GIVEN.contains(variable.getName())
                || place.scope().find(variable.getName()) != null) {
            return null;
        }
        given(variable.getName(), variable, place);
        return switch (variable.getName()) {
            case "params" -> param(property, at, place);
            case "secrets" -> secret(property, at, place);
            default -> view(variable.getName(), property, at, place);
        };
    }

    private Type param(String name, ASTNode at, Place place) {
        if (!walk.declared().knowsParam(name)) {
            String elsewhere = walk.declared().secrets().contains(name)
                    ? "; '" + name + "' is a secret: secrets." + name
                    : Suggestion.near(name, walk.declared().params().keySet());
            walk.findings().add(place, at, "params." + name + " is not declared" + elsewhere);
            return Type.DYNAMIC;
        }
        Declared.Parameter parameter = walk.declared().params().get(name);
        if (parameter == null) {
            return Type.DYNAMIC;
        }
        if (place.when() == Place.When.PLAN
                && parameter.file() == place.file()
                && parameter.line() > at.getLineNumber()) {
            walk.findings()
                    .add(place, at, "params." + name + " is read before it is declared, at line " + parameter.line());
        }
        return Type.of(parameter.type());
    }

    private Type secret(String name, ASTNode at, Place place) {
        if (!walk.declared().knowsSecret(name)) {
            String elsewhere = walk.declared().params().containsKey(name)
                    ? "; '" + name + "' is a param: params." + name
                    : Suggestion.near(name, walk.declared().secrets());
            walk.findings().add(place, at, "secrets." + name + " is not declared" + elsewhere);
        }
        return Type.SECRET;
    }

    private Type view(String name, String property, ASTNode at, Place place) {
        Map<String, Class<?>> view = VIEWS.get(name);
        if (!view.containsKey(property)) {
            walk.findings()
                    .add(
                            place,
                            at,
                            name + " has no '" + property + "'" + Suggestion.near(property, view.keySet())
                                    + " (it has: " + String.join(", ", new TreeSet<>(view.keySet())) + ")");
        }
        return Type.of(view.get(property));
    }

    /** A class by its full name, {@code java.util.UUID}; null where the expression is none. */
    Type qualified(PropertyExpression property, Place place) {
        String text = property.getText();
        String root = text.contains(".") ? text.substring(0, text.indexOf('.')) : text;
        boolean named = text.matches("[a-z][\\w.]*\\.[A-Z]\\w*")
                && PACKAGES.contains(root)
                && place.scope().find(root) == null;
        if (!named) {
            return null;
        }
        if (Classes.allowed(text).isEmpty()) {
            walk.findings().add(place, root(property), Classes.refusal(text));
            return Type.DYNAMIC;
        }
        return Type.of(Class.class);
    }

    private static Expression root(Expression expression) {
        return expression instanceof PropertyExpression property ? root(property.getObjectExpression()) : expression;
    }

    void unknownClass(String name, ASTNode at, Place place) {
        if (walk.declared().isRefused(name)) {
            return;
        }
        walk.findings().add(place, at, Classes.exists(name) ? Classes.refusal(name) : "unknown class '" + name + "'");
    }

    /** The allowed class that an expression names, if it does. */
    static Optional<Class<?>> classNamed(Expression expression, Place place) {
        if (expression instanceof VariableExpression variable && place.scope().find(variable.getName()) == null) {
            return Classes.allowed(variable.getName(), place.file());
        }
        return expression instanceof PropertyExpression property
                ? Classes.allowed(property.getText())
                : Optional.empty();
    }

    void unknown(String name, ASTNode at, Place place) {
        if (walk.declared().isRefused(name)) {
            return;
        }
        walk.findings().add(place, at, meaning(name, at, place));
    }

    private String meaning(String name, ASTNode at, Place place) {
        if (walk.registry().isNotYet(name)) {
            return "'" + name + "' is not available in this version";
        }
        if (Character.isUpperCase(name.charAt(0)) && Classes.exists(name)) {
            return Classes.refusal(name);
        }
        List<WordSpec> words = walk.registry().step(name).isEmpty()
                ? walk.registry().plan(name)
                : walk.registry().step(name);
        if (!words.isEmpty()) {
            return "'" + name + "' is a word, and wants its arguments: " + WordCalls.signature(words.get(0));
        }
        if (!walk.declared().helpers(name).isEmpty()) {
            return "'" + name + "' is a helper, and wants its arguments: "
                    + walk.declared().helpers(name).get(0).signature();
        }
        return elsewhere(name, at, place)
                .orElseGet(() -> "unknown name '" + name + "'" + Suggestion.near(name, near(place)));
    }

    /** A local name that is not in reach here. */
    Optional<String> elsewhere(String name, ASTNode at, Place place) {
        List<Declared.Variable> declared = walk.declared().variables(place.file(), name);
        if (declared.isEmpty()) {
            return Optional.empty();
        }
        Declared.Variable first = declared.get(0);
        if (place.helper() != null) {
            return Optional.of(
                    "'" + name + "' (line " + first.line() + ") is not in reach of a helper; give it as an argument"
                            + (first.step() == null ? "" : ", or read result('" + first.step() + "')"));
        }
        if (first.step() != null && first.line() <= at.getLineNumber() && at.getLineNumber() <= first.lastLine()) {
            return Optional.of(
                    "'" + name
                            + "' is the result of this very step, which is there only when it is done; its .undo { result -> … } is given it");
        }
        if (first.line() > at.getLineNumber()) {
            return Optional.of(
                    "'" + name + "' is " + (first.step() == null ? "declared later" : "the result of a later step")
                            + " (line " + first.line() + ")");
        }
        return Optional.of("'" + name + "' is declared inside a block (line " + first.line() + ") and not in reach here"
                + (first.step() == null ? "" : "; read result('" + first.step() + "')"));
    }

    private Set<String> near(Place place) {
        Set<String> names = new TreeSet<>(place.scope().names());
        names.addAll(GIVEN);
        names.addAll(walk.calls().reach(place));
        names.addAll(Classes.names());
        return names;
    }
}
