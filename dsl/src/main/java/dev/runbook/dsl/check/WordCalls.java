package dev.runbook.dsl.check;

import dev.runbook.dsl.plan.TargetsBody;
import dev.runbook.dsl.registry.Level;
import dev.runbook.dsl.registry.Registry;
import dev.runbook.dsl.registry.WordSpec;
import dev.runbook.engine.model.Raw;
import dev.runbook.engine.model.Secret;
import dev.runbook.engine.spi.Block;
import java.lang.reflect.Parameter;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.codehaus.groovy.ast.ASTNode;
import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.GStringExpression;
import org.codehaus.groovy.ast.expr.VariableExpression;

/** Calls of words: which way of calling it is meant, what its arguments must be, where its blocks run. */
final class WordCalls {
    private static final Set<String> HOSTS = Set.of("onHost", "onHosts");
    private static final Set<String> DECLARING = Set.of("param", "secret");
    /** Words whose block gives the step's result. */
    private static final Set<String> STEPS = Set.of("step", "destructive");

    private final Walk walk;
    private final WordOptions options;
    private final WordArguments arguments;
    private final WordEffects effects;
    private final Outages outages;
    private final Conditions conditions;

    /**
     * One call.
     *
     * @param words    the ways to call the word
     * @param label    how messages name it
     * @param at       where it stands
     * @param receiver the target behind the value that it is a word of, or null
     */
    record Call(
            List<WordSpec> words,
            String label,
            ASTNode at,
            CallArguments arguments,
            Place place,
            Type.TargetRef receiver) {}

    WordCalls(Walk walk) {
        this.walk = walk;
        this.options = new WordOptions(walk, this);
        this.arguments = new WordArguments(walk, this);
        this.effects = new WordEffects(walk);
        this.outages = new Outages(walk);
        this.conditions = new Conditions(walk);
    }

    Type check(Call call) {
        CallArguments given = call.words().stream().anyMatch(WordSpec::takesOptions)
                ? call.arguments()
                : call.arguments().withoutOptions();
        Call asGiven = new Call(call.words(), call.label(), call.at(), given, call.place(), call.receiver());
        WordSpec word = choose(asGiven);
        if (word == null) {
            walk.findings().add(call.place(), call.at(), count(asGiven));
            return instead(asGiven);
        }
        PlanNode node = node(word, asGiven);
        Type.TargetRef target = arguments.target(word, asGiven);
        effects.check(word, asGiven, target);
        options.check(word, asGiven, node);
        Type block = arguments.check(word, asGiven, node, target);
        mention(word, asGiven);
        return word.level() == Level.STEP && word.name().equals("onHost") ? block : result(word, asGiven, node, target);
    }

    /** The arguments of a call that is reported already: only what stands in its blocks is looked at. */
    Type instead(Call call) {
        WordSpec word = call.words().get(0);
        PlanNode node = node(word, call);
        call.arguments()
                .named()
                .forEach(entry -> quiet(entry.getValueExpression(), call.place().mild()));
        for (Expression each : call.arguments().positional()) {
            if (each instanceof ClosureExpression closure
                    && each == call.arguments().last()) {
                block(word, closure, call, node, null);
            } else {
                quiet(each, call.place().mild());
            }
        }
        return result(word, call, node, null);
    }

    private void quiet(Expression argument, Place place) {
        if (!(argument instanceof VariableExpression)) {
            walk.expressions().type(argument, place);
        }
    }

    private PlanNode node(WordSpec word, Call call) {
        return word.level() == Level.PLAN
                        && call.place().node() == null
                        && call.place().helper() == null
                ? walk.order().node(word.name(), call.arguments(), call.place(), call.at())
                : null;
    }

    private static WordSpec choose(Call call) {
        boolean block = call.arguments().last() instanceof ClosureExpression;
        List<WordSpec> fitting = call.words().stream()
                .filter(word -> call.arguments().spread()
                        || word.fits(call.arguments().positional().size()))
                .toList();
        return fitting.stream()
                .filter(word -> word.takesBlock() == block)
                .findFirst()
                .orElse(fitting.isEmpty() ? null : fitting.get(0));
    }

    private static String count(Call call) {
        int found = call.arguments().positional().size();
        boolean blockMissing = call.words().stream().allMatch(WordSpec::takesBlock)
                && !(call.arguments().last() instanceof ClosureExpression)
                && call.words().stream().anyMatch(word -> word.fits(found + 1));
        return call.label() + ": expected "
                + call.words().stream().map(WordCalls::signature).collect(Collectors.joining(" or ")) + ", found "
                + (blockMissing ? "no block { … }" : found == 1 ? "1 argument" : found + " arguments");
    }

    /** {@code waitFor(WHAT) { … }}. */
    static String signature(WordSpec word) {
        List<Parameter> all = word.parameters();
        String plain = all.stream()
                .filter(each -> each.getType() != Block.class)
                .map(each -> each.getName().toUpperCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
        String more = word.isVarArgs() ? ", …" : "";
        return word.name()
                + (plain.isEmpty() && word.takesBlock() ? "" : "(" + plain + more + ")")
                + (word.takesBlock() ? " { … }" : "");
    }

    /** The block of a word, where its words are in reach; gives what is known of its value. */
    Type block(WordSpec word, ClosureExpression closure, Call call, PlanNode node, Type.TargetRef target) {
        Place inner = inside(word, call, node, target).block();
        if (word.word().condition()) {
            conditions.check(closure, inner.condition(word.name() + " { condition }"), word.name());
            return Type.DYNAMIC;
        }
        Type value = walk.statements().closure(closure, inner);
        if (node != null && STEPS.contains(node.kind())) {
            node.result(value);
        } else if (node != null && node.kind().equals("manual")) {
            node.answered();
        }
        return value;
    }

    private Place inside(WordSpec word, Call call, PlanNode node, Type.TargetRef target) {
        Place place = call.place();
        Class<?> delegate = word.word().delegate();
        if (delegate == TargetsBody.class) {
            return place.delegate(new Place.Delegate(TargetsBody.class, null));
        }
        Place inner = place;
        if (word.level() == Level.PLAN) {
            inner = PlanOrder.HOLDS_STEPS.contains(word.name()) ? place.steps(node) : place.body(node);
            inner = call.arguments().says("guard", true) ? inner.condition("a guard") : inner;
        } else if (HOSTS.contains(word.name())) {
            inner = place.onHost(target);
        }
        return Registry.isFacade(delegate) ? inner.delegate(new Place.Delegate(delegate, call.receiver())) : inner;
    }

    /** A closure given as an option. */
    void option(String name, ClosureExpression closure, WordSpec word, Call call, PlanNode node) {
        boolean body = word.level() == Level.PLAN
                && word.option(name)
                        .filter(option -> option.type() == Block.class)
                        .isPresent();
        Place outer =
                word.option(name).isPresent() ? call.place() : call.place().mild();
        Place inner = (body ? outer.body(name.equals("restore") ? null : node) : outer).block();
        if (name.equals("when") || name.equals("doneWhen")) {
            conditions.check(closure, inner.condition(name + ": { condition }"), name);
        } else {
            walk.statements().closure(closure, inner);
        }
    }

    private void mention(WordSpec word, Call call) {
        Expression first = call.arguments().positional().isEmpty()
                ? null
                : call.arguments().positional().get(0);
        if (word.level() == Level.PLAN && DECLARING.contains(word.name()) && first != null) {
            walk.once(word.name(), CallArguments.text(first), first, call.place());
        }
        if (word.name().equals("ask") && call.place().node() != null && first != null) {
            call.place().node().asks(CallArguments.text(first));
        }
        if (word.name().equals("notBefore")
                && CallArguments.text(first) != null
                && !LiteralOptions.instant(CallArguments.text(first))) {
            walk.findings()
                    .add(
                            call.place(),
                            first,
                            "notBefore: expected " + LiteralOptions.INSTANT + ", found '" + CallArguments.text(first)
                                    + "'");
        }
        if (word.level() == Level.PLAN && word.name().startsWith("outage")) {
            outages.mark(word.name().equals("outageBegins"), first, call);
        }
        if (word.name().equals("background")) {
            call.arguments()
                    .option("until")
                    .filter(until -> CallArguments.text(until.getValueExpression()) != null)
                    .ifPresent(until -> walk.order()
                            .mention(
                                    CallArguments.text(until.getValueExpression()),
                                    call.place(),
                                    until.getValueExpression()));
        }
        if (word.level() == Level.STEP
                && word.name().equals("result")
                && !call.arguments().positional().isEmpty()) {
            named(call.at(), call.arguments(), call.place());
        }
    }

    /** {@code result('NAME')} where no word of that name is installed. */
    Type result(ASTNode at, CallArguments given, Place place) {
        walk.expressions().type(given.positional().get(0), place);
        named(at, given, place);
        return Type.DYNAMIC;
    }

    private void named(ASTNode at, CallArguments given, Place place) {
        String name = CallArguments.text(given.positional().get(0));
        if (name != null) {
            walk.order().read(name, place, given.positional().get(0));
        } else if (place.when() == Place.When.PLAN) {
            walk.findings().add(place, at, "'result' belongs in a step body");
        }
    }

    /** What a query gives has the columns that its text names. */
    private static Type columns(Type type, Call call) {
        if (call.words().get(0).parameters().stream()
                        .noneMatch(each -> each.getName().equals("statement"))
                || call.arguments().positional().isEmpty()) {
            return type;
        }
        Expression statement = call.arguments().positional().get(0);
        String text = statement instanceof GStringExpression query
                ? query.getStrings().stream().map(ConstantExpression::getText).collect(Collectors.joining("?"))
                : CallArguments.text(statement);
        return text == null
                ? type
                : SelectList.columns(text)
                        .map(names -> type.is(Map.class) ? Type.map(names) : Type.maps(names))
                        .orElse(type);
    }

    private Type result(WordSpec word, Call call, PlanNode node, Type.TargetRef target) {
        Type type = Yields.of(word);
        if (node != null && PlanOrder.GIVES_HANDLE.contains(node.kind())) {
            return Type.of(dev.runbook.dsl.plan.StepHandle.class).handleOf(node);
        }
        if (type.isText()
                && word.option("secret").isPresent()
                && call.arguments().option("secret").isPresent()) {
            return call.arguments().says("secret", true) ? Type.of(Secret.class) : Type.DYNAMIC;
        }
        boolean rows = type.is(Collection.class) || type.is(Map.class);
        Type said = word.level() == Level.STEP && word.name().equals("raw")
                ? Type.of(Raw.class)
                : rows ? columns(type, call) : type;
        // What aws('prod').s3 gives belongs to 'prod' as well.
        Type.TargetRef of = target == null && Yields.facade(said) != null ? call.receiver() : target;
        return of == null ? said : said.on(of);
    }
}
