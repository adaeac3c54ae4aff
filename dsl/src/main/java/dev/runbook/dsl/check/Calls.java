package dev.runbook.dsl.check;

import dev.runbook.dsl.check.Scope.Local;
import dev.runbook.dsl.plan.TargetsBody;
import dev.runbook.dsl.registry.Registry;
import dev.runbook.dsl.registry.WordSpec;
import dev.runbook.engine.model.Suggestion;
import groovy.lang.Closure;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.codehaus.groovy.ast.ASTNode;
import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.VariableExpression;

/** What a call without a receiver means here: a local name, a word of the value around it, a helper, or a word. */
final class Calls {
    private static final Pattern SUGGESTED = Pattern.compile("'(.+)'");
    private static final Set<String> CONSOLE = Set.of("print", "println", "printf", "sprintf");

    private final Walk walk;
    private final WordCalls words;
    private final ValueCalls values;
    private final TargetsBlock targets;

    Calls(Walk walk) {
        this.walk = walk;
        this.words = new WordCalls(walk);
        this.values = new ValueCalls(walk);
        this.targets = new TargetsBlock(walk);
    }

    WordCalls words() {
        return words;
    }

    Type type(MethodCallExpression call, Place place) {
        CallArguments arguments = CallArguments.of(call, place.file());
        String name = call.getMethodAsString();
        if (call.isImplicitThis()
                && (place.file().startsWith(call.getMethod(), '\'')
                        || place.file().startsWith(call.getMethod(), '"'))) {
            walk.findings().add(place, call.getMethod(), "a comma is missing behind '" + name + "'");
            visit(arguments, place.mild());
            return Type.DYNAMIC;
        }
        if (name == null) {
            walk.findings()
                    .add(place, call.getMethod(), "a computed name of a method is refused; write the call itself");
            visit(arguments, place.mild());
            return Type.DYNAMIC;
        }
        boolean own = call.isImplicitThis()
                || call.getObjectExpression() instanceof VariableExpression variable && variable.isThisExpression();
        return own ? implicit(name, call, arguments, place) : values.type(name, call, arguments, place);
    }

    private Type implicit(String name, MethodCallExpression call, CallArguments arguments, Place place) {
        Local local = place.scope().find(name);
        if (local != null) {
            return local(local, call, arguments, place);
        }
        for (Place.Delegate delegate : place.delegates()) {
            if (delegate.facade() == TargetsBody.class) {
                return targets.declaration(name, call, arguments, place);
            }
            List<WordSpec> own = delegate.facade() == null
                    ? List.of()
                    : walk.registry().facade(delegate.facade()).getOrDefault(name, List.of());
            if (!own.isEmpty()) {
                return words.check(
                        new WordCalls.Call(own, name, call.getMethod(), arguments, place, delegate.target()));
            }
        }
        if (!walk.declared().helpers(name).isEmpty()) {
            return helper(walk.declared().helpers(name), call, arguments, place);
        }
        return word(name, call, arguments, place);
    }

    private Type word(String name, MethodCallExpression call, CallArguments arguments, Place place) {
        List<WordSpec> here = here(name, place);
        if (!here.isEmpty()) {
            if (name.equals("include")) {
                include(call, arguments, place);
            }
            return words.check(new WordCalls.Call(here, name, call.getMethod(), arguments, place, null));
        }
        if (name.equals("result") && arguments.positional().size() == 1) {
            return words.result(call.getMethod(), arguments, place);
        }
        boolean opened = place.open() && !values.forbidden(name, arguments);
        if (opened || Classes.importsStatically(place.file(), name)) {
            visit(arguments, place);
            return Type.DYNAMIC;
        }
        return unknown(name, call, arguments, place);
    }

    private List<WordSpec> here(String name, Place place) {
        Registry registry = walk.registry();
        return switch (place.when()) {
            case PLAN -> registry.plan(name);
            case BODY -> registry.step(name);
            case EITHER -> registry.step(name).isEmpty() ? registry.plan(name) : registry.step(name);
        };
    }

    private Type unknown(String name, MethodCallExpression call, CallArguments arguments, Place place) {
        String wrong = wrong(name, call, place);
        walk.findings().add(place, call.getMethod(), wrong);
        Matcher meant =
                SUGGESTED.matcher(wrong.contains("did you mean") ? wrong.substring(wrong.indexOf("did you mean")) : "");
        if (meant.find() && !here(meant.group(1), place).isEmpty()) {
            return words.instead(new WordCalls.Call(
                    here(meant.group(1), place), meant.group(1), call.getMethod(), arguments, place, null));
        }
        List<WordSpec> elsewhere = elsewhere(name);
        if (!elsewhere.isEmpty()) {
            return words.instead(new WordCalls.Call(elsewhere, name, call.getMethod(), arguments, place.mild(), null));
        }
        visit(arguments, place.mild());
        return Type.DYNAMIC;
    }

    private List<WordSpec> elsewhere(String name) {
        return walk.registry().step(name).isEmpty()
                ? walk.registry().plan(name)
                : walk.registry().step(name);
    }

    private String wrong(String name, ASTNode at, Place place) {
        Registry registry = walk.registry();
        if (registry.isNotYet(name)) {
            return "'" + name + "' is not available in this version";
        }
        if (place.when() == Place.When.PLAN && !registry.step(name).isEmpty()) {
            return "'" + name + "' belongs in a step body";
        }
        if (place.when() == Place.When.BODY && !registry.plan(name).isEmpty()) {
            return "'" + name + "' belongs at the top level, not in a step body";
        }
        Optional<String> home = new Homes(registry).of(name);
        if (home.isPresent()) {
            return "'" + name + "' " + home.get();
        }
        if (CONSOLE.contains(name)) {
            return "'" + name
                    + "' is refused: a runbook prints nothing itself; note TEXT writes a line into log and report";
        }
        if (name.equals("sleep")) {
            return "'sleep' is refused; waitFor(WHAT, timeout:, every:) { condition } waits for something";
        }
        return walk.names()
                .elsewhere(name, at, place)
                .orElseGet(() -> "unknown word '" + name + "'" + Suggestion.near(name, reach(place)));
    }

    /** Every name that can be called here. */
    Set<String> reach(Place place) {
        Set<String> names = new TreeSet<>(walk.declared().helpers().keySet());
        if (place.when() != Place.When.BODY) {
            names.addAll(walk.registry().planNames());
        }
        if (place.when() != Place.When.PLAN) {
            names.addAll(walk.registry().stepNames());
        }
        place.delegates().stream()
                .filter(each -> each.facade() != null && Registry.isFacade(each.facade()))
                .forEach(each ->
                        names.addAll(walk.registry().facade(each.facade()).keySet()));
        return names;
    }

    /** A word that is read without arguments, {@code http}; empty where the name is none. */
    Optional<Type> property(String name, ASTNode at, Place place) {
        CallArguments none = new CallArguments(List.of(), false, List.of(), false, null);
        for (Place.Delegate delegate : place.delegates()) {
            List<WordSpec> own = delegate.facade() == null || !Registry.isFacade(delegate.facade())
                    ? List.of()
                    : walk.registry().facade(delegate.facade()).getOrDefault(name, List.of());
            if (own.stream().anyMatch(WordSpec::isProperty)) {
                return Optional.of(words.check(new WordCalls.Call(own, name, at, none, place, delegate.target())));
            }
        }
        if (here(name, place).stream().anyMatch(WordSpec::isProperty)) {
            return Optional.of(words.check(new WordCalls.Call(here(name, place), name, at, none, place, null)));
        }
        List<WordSpec> elsewhere = elsewhere(name);
        if (elsewhere.stream().noneMatch(WordSpec::isProperty)) {
            return Optional.empty();
        }
        walk.findings().add(place, at, wrong(name, at, place));
        return Optional.of(Yields.of(elsewhere.get(0)));
    }

    /** Whether {@code value.name} is written with a word as the value: {@code http.get}. */
    boolean isWordOn(String value, String name) {
        return walk.registry().step(value).stream()
                .filter(WordSpec::isProperty)
                .map(Yields::of)
                .map(Yields::facade)
                .anyMatch(facade ->
                        facade != null && walk.registry().facade(facade).containsKey(name));
    }

    private Type local(Local local, MethodCallExpression call, CallArguments arguments, Place place) {
        if (local.type().node() != null
                && arguments.positional().isEmpty()
                && arguments.named().isEmpty()) {
            walk.order().read(local.type().node(), place, call.getMethod());
            return local.type().node().result();
        }
        boolean hides = walk.registry().isWord(local.name());
        if (hides) {
            walk.findings()
                    .add(
                            place,
                            call.getMethod(),
                            "the word '" + local.name() + "' is hidden by the local name of line " + local.line()
                                    + "; give that another name");
        } else if (local.type().node() != null) {
            walk.findings()
                    .add(
                            place,
                            call.getMethod(),
                            "'" + local.name() + "' is the handle of "
                                    + local.type().node().label() + ": it is called without arguments");
        } else if (local.type().known() && !local.type().is(Closure.class)) {
            walk.findings()
                    .add(
                            place,
                            call.getMethod(),
                            "'" + local.name() + "' is " + local.type().show() + " (line " + local.line()
                                    + ") and cannot be called");
        }
        visit(arguments, hides ? place.mild() : place.kept());
        return Type.DYNAMIC;
    }

    private Type helper(List<Helper> same, MethodCallExpression call, CallArguments arguments, Place place) {
        CallArguments given = arguments.withoutOptions();
        int count = given.positional().size() + (given.named().isEmpty() && !given.openNames() ? 0 : 1);
        Helper called =
                same.stream().filter(each -> each.takes(count)).findFirst().orElse(same.get(0));
        if (!given.spread() && !called.takes(count)) {
            walk.findings()
                    .add(
                            place,
                            call.getMethod(),
                            "expected " + called.signature() + ", found " + count
                                    + (count == 1 ? " argument" : " arguments"));
        }
        arguments(called, given, place);
        walk.later(() -> new HelperCall(walk, called, place, call.getMethod()).check());
        if (place.helper() != null) {
            place.helper().calls(called, place.host() == Place.Host.INSIDE);
        }
        walk.order().read(called, place, call.getMethod());
        return same.size() == 1 ? walk.given(called) : Type.DYNAMIC;
    }

    /** The arguments of a helper, against the types that it declares. */
    private void arguments(Helper called, CallArguments given, Place place) {
        Place kept = place.kept();
        given.named().forEach(entry -> visit(entry.getValueExpression(), kept));
        int shift = given.named().isEmpty() && !given.openNames() ? 0 : 1;
        for (int i = 0; i < given.positional().size(); i++) {
            Expression each = given.positional().get(i);
            Type found = visit(each, kept);
            Class<?> wanted = given.spread() ? null : called.declared(i + shift);
            if (wanted != null && !Fits.mayBe(wanted, found)) {
                walk.findings()
                        .add(
                                place,
                                each,
                                called.name() + ": expected " + Fits.expectation(wanted) + ", found "
                                        + WordOptions.shown(each, found));
            }
        }
    }

    private void include(MethodCallExpression call, CallArguments arguments, Place place) {
        ScriptFile included = walk.declared().included(call);
        if (included != null) {
            walk.script(included, place.including(included));
        } else if (!arguments.positional().isEmpty()
                && CallArguments.text(arguments.positional().get(0)) == null) {
            walk.findings()
                    .add(
                            place,
                            arguments.positional().get(0),
                            "include: expected the file's name as a literal, so that the file can be checked too");
        }
    }

    /** The arguments of a call that is no word's. */
    void visit(CallArguments arguments, Place place) {
        arguments.named().forEach(entry -> visit(entry.getValueExpression(), place));
        arguments.positional().forEach(each -> visit(each, place));
    }

    private Type visit(Expression argument, Place place) {
        if (argument instanceof ClosureExpression closure) {
            walk.statements().closure(closure, place.block());
            return Type.of(Closure.class);
        }
        return walk.expressions().type(argument, place);
    }
}
