package dev.runbook.dsl.check;

import dev.runbook.dsl.plan.StepHandle;
import dev.runbook.dsl.registry.WordSpec;
import dev.runbook.engine.model.Suggestion;
import dev.runbook.engine.spi.Facade;
import java.util.List;
import java.util.Map;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.PropertyExpression;
import org.codehaus.groovy.ast.expr.VariableExpression;

/** {@code value.property}. */
final class Properties {
    private final Walk walk;
    private final Members members = new Members();

    Properties(Walk walk) {
        this.walk = walk;
    }

    Type type(PropertyExpression property, Place place) {
        String name = CallArguments.text(property.getProperty());
        Expression object = property.getObjectExpression();
        if (name == null) {
            walk.expressions().type(property.getProperty(), place);
            walk.expressions().type(object, place);
            return Type.DYNAMIC;
        }
        Type given = walk.names().given(object, name, property.getProperty(), place);
        if (given != null) {
            return given;
        }
        Type qualified = walk.names().qualified(property, place);
        if (qualified != null) {
            return qualified;
        }
        Type receiver = receiver(object, place);
        return receiver.node() != null
                ? handle(receiver, object, name, property, place)
                : of(receiver, name, property, place);
    }

    private Type receiver(Expression object, Place place) {
        if (object instanceof VariableExpression variable) {
            if (variable.isThisExpression() || variable.isSuperExpression()) {
                walk.findings()
                        .add(
                                place,
                                variable,
                                "'" + variable.getName() + "' is refused: it reaches behind the words; leave it out");
                return Type.DYNAMIC;
            }
            return walk.names().named(variable, place);
        }
        return walk.expressions().type(object, place);
    }

    private Type handle(Type receiver, Expression object, String name, PropertyExpression property, Place place) {
        if (name.equals("skipped")) {
            walk.order().read(receiver.node(), place, object);
            return Type.BOOLEAN;
        }
        String shown = object instanceof VariableExpression variable ? variable.getName() : "the handle";
        walk.findings()
                .add(
                        place,
                        property.getProperty(),
                        "'" + shown + "' is the handle of " + receiver.node().label()
                                + ", not its result; did you mean '" + shown + "()." + name + "'?");
        return Type.DYNAMIC;
    }

    private Type of(Type receiver, String name, PropertyExpression property, Place place) {
        Class<?> facade = Yields.facade(receiver);
        if (facade != null) {
            return word(facade, receiver, name, property, place);
        }
        if (members.forbiddenProperty(receiver, name)) {
            walk.findings()
                    .add(
                            place,
                            property.getProperty(),
                            "'." + name
                                    + "' is refused: it leads out of the data, to classes and the script itself (a key of that name is ['"
                                    + name + "'])");
            return Type.DYNAMIC;
        }
        if (receiver.isSecret()) {
            walk.findings()
                    .add(
                            place,
                            property.getProperty(),
                            "a secret has no '" + name
                                    + "': it goes whole into a word, or into a text \"…${secret}…\"");
            return Type.DYNAMIC;
        }
        if (receiver.is(Class.class)) {
            return constant(name, property, place);
        }
        if (!receiver.known() || property.isSpreadSafe() || receiver.is(StepHandle.class)) {
            return Type.DYNAMIC;
        }
        if (receiver.is(Map.class) && receiver.keys() != null) {
            return key(receiver, name, property.getProperty(), place);
        }
        return members.property(receiver.javaClass(), name).orElseGet(() -> {
            walk.findings()
                    .add(
                            place,
                            property.getProperty(),
                            receiver.show() + " has no '" + name + "'"
                                    + Suggestion.near(name, members.propertyNames(receiver.javaClass())));
            return Type.DYNAMIC;
        });
    }

    /** A key of a map that the script itself writes. */
    Type key(Type receiver, String name, Expression at, Place place) {
        if (!walk.declared().isFilled(name) && receiver.keys().stream().noneMatch(name::equalsIgnoreCase)) {
            walk.findings()
                    .add(
                            place,
                            at,
                            "there is no '" + name + "' in this map" + Suggestion.near(name, receiver.keys())
                                    + " (it has: " + String.join(", ", receiver.keys()) + ")");
        }
        return Type.DYNAMIC;
    }

    private Type constant(String name, PropertyExpression property, Place place) {
        Class<?> type = Names.classNamed(property.getObjectExpression(), place).orElse(null);
        return type == null
                ? Type.DYNAMIC
                : members.constant(type, name).orElseGet(() -> {
                    walk.findings()
                            .add(
                                    place,
                                    property.getProperty(),
                                    type.getSimpleName() + " has no constant '" + name + "'");
                    return Type.DYNAMIC;
                });
    }

    private Type word(Class<?> facade, Type receiver, String name, PropertyExpression property, Place place) {
        Map<String, List<WordSpec>> words = walk.registry().facade(facade);
        List<WordSpec> readable = words.getOrDefault(name, List.of()).stream()
                .filter(WordSpec::isProperty)
                .toList();
        String label = facade.getAnnotation(Facade.class).value();
        if (readable.isEmpty()) {
            walk.findings()
                    .add(
                            place,
                            property.getProperty(),
                            words.containsKey(name)
                                    ? "'" + name + "' wants its arguments: "
                                            + WordCalls.signature(
                                                    words.get(name).get(0))
                                    : label + " has no word '" + name + "'" + Suggestion.near(name, words.keySet()));
            return Type.DYNAMIC;
        }
        CallArguments none = new CallArguments(List.of(), false, List.of(), false, null);
        return walk.calls()
                .words()
                .check(new WordCalls.Call(
                        readable, label + "." + name, property.getProperty(), none, place, receiver.target()));
    }
}
