package dev.runbook.dsl.check;

import dev.runbook.dsl.registry.WordSpec;
import dev.runbook.engine.model.Durations;
import dev.runbook.engine.model.Suggestion;
import dev.runbook.engine.spi.Block;
import dev.runbook.engine.spi.Option;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.MapEntryExpression;
import org.codehaus.groovy.ast.expr.MapExpression;

/** The options of a word's call: their names, and what is certain of their values. */
final class WordOptions {
    /** Options that compiling adds, and nobody writes. */
    private static final String HIDDEN = "$";

    private final Walk walk;
    private final WordCalls words;
    private final ParamOptions paramOptions;

    WordOptions(Walk walk, WordCalls words) {
        this.walk = walk;
        this.words = words;
        this.paramOptions = new ParamOptions(walk);
    }

    void check(WordSpec word, WordCalls.Call call, PlanNode node) {
        call.arguments().named().forEach(entry -> one(word, call, node, entry));
        if (!call.arguments().openNames()) {
            for (Option option : word.options()) {
                if (option.required() && call.arguments().option(option.name()).isEmpty()) {
                    walk.findings()
                            .add(
                                    call.place(),
                                    call.at(),
                                    call.label() + ": " + option.name() + ": is missing (" + option.about() + ")");
                }
            }
        }
        if (word.name().equals("param")) {
            paramOptions.check(call);
        }
    }

    private void one(WordSpec word, WordCalls.Call call, PlanNode node, MapEntryExpression entry) {
        String name = CallArguments.text(entry.getKeyExpression());
        Expression value = entry.getValueExpression();
        if (name == null && !(entry.getKeyExpression() instanceof ConstantExpression)) {
            walk.expressions().type(entry.getKeyExpression(), call.place());
            walk.expressions().type(value, call.place());
            return;
        }
        Optional<Option> option = name == null || name.startsWith(HIDDEN)
                ? Optional.empty()
                : word.option(name).or(() -> word.option("*"));
        if ("env".equals(name) && value instanceof MapExpression variables) {
            variables.getMapEntryExpressions().stream()
                    .map(MapEntryExpression::getKeyExpression)
                    .filter(each -> CallArguments.text(each) != null)
                    .forEach(each -> walk.lonely().used(CallArguments.text(each), each, call.place()));
        }
        if (option.isEmpty()) {
            walk.findings()
                    .add(
                            call.place(),
                            entry.getKeyExpression(),
                            unknown(word, call, entry.getKeyExpression().getText()));
        }
        if (value instanceof ClosureExpression closure) {
            words.option(String.valueOf(name), closure, word, call, node);
            option.filter(each -> each.type() != Object.class && each.type() != Block.class)
                    .ifPresent(each -> mismatch(call, each, value, "a block { … }"));
            return;
        }
        Type type = walk.expressions().type(value, call.place());
        option.ifPresent(each -> value(call, each, value, type));
        // Without timestamps: a zone is one of DNS, or whatever else a plugin calls so.
        option.filter(each ->
                        !each.name().equals("zone") || word.option("timestamps").isPresent())
                .ifPresent(each -> LiteralOptions.check(walk, call.label(), each.name(), value, call.place()));
        if ("to".equals(name)
                && WordEffects.writes(word, call)
                && walk.declared().readOnly(type.target())) {
            walk.findings()
                    .add(
                            call.place(),
                            value,
                            "'" + call.label() + "' writes to it, and targets declares "
                                    + type.target().kind() + " '"
                                    + type.target().name() + "' with access: 'read'");
        }
    }

    private static String unknown(WordSpec word, WordCalls.Call call, String name) {
        List<String> names = word.optionNames().stream()
                .filter(each -> !each.startsWith(HIDDEN))
                .toList();
        return names.isEmpty()
                ? call.label() + " has no options, found '" + name + ":'"
                : call.label() + " has no option '" + name + ":'" + Suggestion.near(name, names) + " (options: "
                        + String.join(", ", names) + ")";
    }

    private void value(WordCalls.Call call, Option option, Expression value, Type type) {
        if (!Fits.mayBe(option.type(), type)) {
            mismatch(call, option, value, shown(value, type));
            return;
        }
        String literal = CallArguments.text(value);
        if (option.type() == Duration.class
                && literal != null
                && Durations.tryParse(literal).isEmpty()) {
            mismatch(call, option, value, "'" + literal + "'");
        }
        boolean constant = value instanceof ConstantExpression each && each.getValue() != null;
        if (constant
                && option.choices().length > 0
                && !Arrays.asList(option.choices()).contains(value.getText())) {
            walk.findings()
                    .add(
                            call.place(),
                            value,
                            call.label() + ": " + option.name() + ": expected one of "
                                    + String.join(", ", option.choices()) + ", found '" + value.getText() + "'"
                                    + Suggestion.near(value.getText(), Arrays.asList(option.choices())));
        }
    }

    private void mismatch(WordCalls.Call call, Option option, Expression value, String found) {
        walk.findings()
                .add(
                        call.place(),
                        value,
                        call.label() + ": " + option.name() + ": expected " + Fits.expectation(option.type())
                                + ", found " + found);
    }

    static String shown(Expression value, Type type) {
        if (value instanceof ConstantExpression constant) {
            return constant.getValue() instanceof String
                    ? "'" + constant.getValue() + "'"
                    : String.valueOf(constant.getValue());
        }
        return type.isSecret() ? "a secret" : "a value of type " + type.show();
    }
}
