package dev.runbook.dsl.check;

import dev.runbook.dsl.check.Scope.Local;
import dev.runbook.dsl.plan.StepHandle;
import dev.runbook.dsl.registry.WordSpec;
import dev.runbook.engine.model.Suggestion;
import dev.runbook.engine.spi.Facade;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.VariableExpression;

/** {@code value.method(…)}: a word on a value, a handle, or a method of plain data. */
final class ValueCalls {
    private static final Set<String> OPENING = Set.of("with", "tap");
    private static final Set<String> ON_FACADES = Set.of("with", "tap", "toString", "equals", "hashCode", "is");

    private final Walk walk;
    private final Members members = new Members();

    ValueCalls(Walk walk) {
        this.walk = walk;
    }

    Type type(String name, MethodCallExpression call, CallArguments arguments, Place place) {
        int before = walk.findings().count();
        Type receiver = receiver(name, call.getObjectExpression(), place);
        boolean sound = walk.findings().count() == before;
        if (receiver.is(StepHandle.class)) {
            return handle(receiver, name, call, arguments, place);
        }
        Class<?> facade = Yields.facade(receiver);
        if (facade != null && !call.isSpreadSafe()) {
            return word(facade, receiver, name, call, arguments, place);
        }
        if (sound && (!receiver.known() || call.isSpreadSafe())) {
            nowhere(name, call, place);
        }
        Type given = data(receiver, name, call, arguments, place);
        Type block = visit(receiver, name, arguments, place);
        return call.isSpreadSafe() ? Type.DYNAMIC : Lists.given(receiver, name, block, given);
    }

    boolean forbidden(String name, CallArguments arguments) {
        return members.forbidden(Type.DYNAMIC, name, arguments.positional().size());
    }

    /** What the method is called on; a handle may stand there. */
    private Type receiver(String name, Expression object, Place place) {
        if (!(object instanceof VariableExpression variable)) {
            return walk.expressions().type(object, place);
        }
        if (variable.isSuperExpression()) {
            walk.findings().add(place, variable, "'super' is refused: it reaches behind the words; leave it out");
            return Type.DYNAMIC;
        }
        Local local = place.scope().find(variable.getName());
        if (local != null
                && local.type().known()
                && Yields.facade(local.type()) == null
                && walk.calls().isWordOn(variable.getName(), name)) {
            walk.findings()
                    .add(
                            place,
                            variable,
                            "the word '" + local.name() + "' is hidden by the local name of line " + local.line()
                                    + "; give that another name");
            return Type.DYNAMIC;
        }
        return walk.names().named(variable, place);
    }

    private Type handle(Type receiver, String name, MethodCallExpression call, CallArguments arguments, Place place) {
        if (name.equals("undo")) {
            return undo(receiver, call, arguments, place);
        }
        if (name.equals("call") && arguments.positional().isEmpty()) {
            walk.order().read(receiver.node(), place, call.getObjectExpression());
        } else if (name.equals("getSkipped")) {
            return Type.BOOLEAN;
        } else if (call.getObjectExpression() instanceof VariableExpression variable) {
            walk.findings()
                    .add(
                            place,
                            call.getMethod(),
                            "'" + variable.getName() + "' is the handle of "
                                    + receiver.node().label() + ", not its result; did you mean '" + variable.getName()
                                    + "()." + name + "(…)'?");
        } else {
            walk.findings()
                    .add(
                            place,
                            call.getMethod(),
                            "a step has no '" + name + "'" + Suggestion.near(name, Set.of("undo", "call", "skipped")));
        }
        walk.calls().visit(arguments, place.mild());
        return Type.DYNAMIC;
    }

    private Type undo(Type receiver, MethodCallExpression call, CallArguments arguments, Place place) {
        if (receiver.node() != null && receiver.node().kind().equals("manual")) {
            walk.findings().add(place, call.getMethod(), "work for people has no undo; only a step has one");
        }
        if (!(arguments.last() instanceof ClosureExpression body)
                || arguments.positional().size() != 1) {
            walk.findings()
                    .add(
                            place,
                            call.getMethod(),
                            "expected .undo { result -> … }, found "
                                    + (arguments.positional().isEmpty() ? "no block" : "something else"));
            walk.calls().visit(arguments, place.mild());
            return receiver;
        }
        Type result = receiver.node() == null ? Type.DYNAMIC : receiver.node().result();
        walk.statements().closure(body, place.body(receiver.node()).block(), result);
        return receiver;
    }

    private Type word(
            Class<?> facade,
            Type receiver,
            String name,
            MethodCallExpression call,
            CallArguments arguments,
            Place place) {
        Map<String, List<WordSpec>> words = walk.registry().facade(facade);
        String label = facade.getAnnotation(Facade.class).value();
        if (words.containsKey(name)) {
            return walk.calls()
                    .words()
                    .check(new WordCalls.Call(
                            words.get(name),
                            label + "." + name,
                            call.getMethod(),
                            arguments,
                            place,
                            receiver.target()));
        }
        if (OPENING.contains(name) && arguments.last() instanceof ClosureExpression block) {
            walk.statements()
                    .closure(
                            block,
                            place.delegate(new Place.Delegate(facade, receiver.target()))
                                    .block());
            return Type.DYNAMIC;
        }
        if (!ON_FACADES.contains(name)) {
            walk.findings()
                    .add(
                            place,
                            call.getMethod(),
                            label + " has no word '" + name + "'" + Suggestion.near(name, words.keySet()));
        }
        walk.calls().visit(arguments, place);
        return Type.DYNAMIC;
    }

    /** A method of plain data; nobody guesses what a value from outside can do. */
    private Type data(Type receiver, String name, MethodCallExpression call, CallArguments arguments, Place place) {
        int count = arguments.positional().size() + (arguments.named().isEmpty() ? 0 : 1);
        boolean refusedClass = call.getObjectExpression() instanceof VariableExpression variable
                && Character.isUpperCase(variable.getName().charAt(0))
                && !receiver.known();
        if (members.forbidden(receiver, name, count) && !refusedClass) {
            walk.findings().add(place, call.getMethod(), "'." + name + "(…)' is refused: " + reason(name));
            return Type.DYNAMIC;
        }
        if (receiver.isSecret()) {
            walk.findings().add(place, call.getMethod(), "'." + name + "(…)' on a secret: " + Operations.PLAIN);
            return Type.DYNAMIC;
        }
        if (name.equals("join") && receiver.secret()) {
            walk.findings().add(place, call.getMethod(), Operations.PLAIN);
        }
        if (receiver.is(Class.class)) {
            return onClass(name, call, place, count);
        }
        if (!receiver.known() || call.isSpreadSafe()) {
            return Type.DYNAMIC;
        }
        if (receiver.is(groovy.lang.Closure.class) || temporal(receiver)) {
            return Type.DYNAMIC;
        }
        if (!arguments.spread() && !receiver.is(Map.class) && !members.takes(receiver.javaClass(), name, count)) {
            walk.findings()
                    .add(
                            place,
                            call.getMethod(),
                            receiver.show() + "." + name + "(…) does not take "
                                    + (count == 1 ? "1 argument" : count + " arguments"));
        }
        return members.method(receiver.javaClass(), name, count).orElseGet(() -> {
            Set<String> names = new TreeSet<>(members.methodNames(receiver.javaClass()));
            walk.findings()
                    .add(
                            place,
                            call.getMethod(),
                            receiver.show() + " has no '" + name + "(…)'" + Suggestion.near(name, names));
            return Type.DYNAMIC;
        });
    }

    /** Nobody guesses what a value from outside is; but it is data, and no data at all has such a method. */
    private void nowhere(String name, MethodCallExpression call, Place place) {
        boolean somewhere = AnyData.has(name)
                || members.forbidden(Type.DYNAMIC, name, 0)
                || walk.registry().isOnValues(name)
                || walk.declared().isKey(name)
                || !walk.declared().helpers(name).isEmpty();
        if (!somewhere) {
            walk.findings()
                    .add(
                            place,
                            call.getMethod(),
                            "no text, number, list, map or other data has '" + name + "(…)'"
                                    + Suggestion.near(name, AnyData.names()));
        }
    }

    private Type onClass(String name, MethodCallExpression call, Place place, int count) {
        Class<?> type = Names.classNamed(call.getObjectExpression(), place).orElse(null);
        if (type == null) {
            walk.findings().add(place, call.getMethod(), "'." + name + "(…)' on a class is refused: " + reason(name));
            return Type.DYNAMIC;
        }
        return members.method(type, name, count).orElseGet(() -> {
            walk.findings()
                    .add(
                            place,
                            call.getMethod(),
                            type.getSimpleName() + " has no '" + name + "(…)'"
                                    + Suggestion.near(name, members.methodNames(type)));
            return Type.DYNAMIC;
        });
    }

    /** Groovy has a module with more methods on times, which need not be there when this runs. */
    private static boolean temporal(Type receiver) {
        return receiver.javaClass().getName().startsWith("java.time.");
    }

    private static String reason(String name) {
        return switch (name) {
            case "execute" -> "processes are the business of sh, probe and job";
            case "println", "print", "printf" ->
                "a runbook prints nothing itself; note TEXT writes a line into log and report";
            case "sleep", "wait" -> "waitFor(WHAT, timeout:, every:) { condition } waits for something";
            default -> "it leads out of the data, to files, the network, threads, classes or the script itself";
        };
    }

    /** Gives what is known of the value of the last argument: of what it gives, where that is a closure. */
    private Type visit(Type receiver, String name, CallArguments arguments, Place place) {
        boolean opens = OPENING.contains(name);
        Place inner = opens ? place.delegate(new Place.Delegate(null, null)) : place;
        arguments.named().forEach(entry -> one(receiver, name, entry.getValueExpression(), inner));
        Type last = Type.DYNAMIC;
        for (Expression each : arguments.positional()) {
            last = one(receiver, name, each, inner);
        }
        return last;
    }

    private Type one(Type receiver, String method, Expression argument, Place place) {
        if (argument instanceof ClosureExpression closure) {
            Type element = Lists.GO_THROUGH.contains(method) ? receiver.element() : Type.DYNAMIC;
            return walk.statements().closure(closure, place.block(), element);
        }
        Type type = walk.expressions().type(argument, place);
        if (type.isSecret() && (receiver.isText() || receiver.is(Class.class))) {
            walk.findings().add(place, argument, Operations.PLAIN);
        }
        return type;
    }
}
