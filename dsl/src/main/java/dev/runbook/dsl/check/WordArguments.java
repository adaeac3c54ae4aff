package dev.runbook.dsl.check;

import dev.runbook.dsl.registry.Level;
import dev.runbook.dsl.registry.WordSpec;
import dev.runbook.engine.model.Text;
import dev.runbook.engine.spi.Block;
import dev.runbook.engine.spi.Code;
import java.lang.reflect.Parameter;
import java.util.List;
import java.util.regex.Pattern;
import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.VariableExpression;

/** The positional arguments of a word's call. */
final class WordArguments {
    private final Walk walk;
    private final WordCalls words;
    private final CodeTexts codes;

    WordArguments(Walk walk, WordCalls words) {
        this.walk = walk;
        this.words = words;
        this.codes = new CodeTexts(walk);
    }

    /** The target that a literal among the arguments names, or null. */
    Type.TargetRef target(WordSpec word, WordCalls.Call call) {
        List<Parameter> parameters = word.parameters();
        Type.TargetRef found = null;
        for (int i = 0;
                i < Math.min(parameters.size(), call.arguments().positional().size());
                i++) {
            Expression given = call.arguments().positional().get(i);
            String literal = CallArguments.text(given);
            String kind = WordSpec.targetKind(parameters.get(i)).orElse(null);
            if (kind != null && literal != null && !call.arguments().spread()) {
                Type.TargetRef target = new Type.TargetRef(kind, literal);
                TargetsBlock.mention(walk, target, given, call.place());
                found = found == null ? target : found;
            }
        }
        return found;
    }

    /** Gives what is known of the value of the block, where there is one. */
    Type check(WordSpec word, WordCalls.Call call, PlanNode node, Type.TargetRef target) {
        Type block = Type.DYNAMIC;
        List<Parameter> parameters = word.parameters();
        List<Expression> given = call.arguments().positional();
        for (int i = 0; i < given.size(); i++) {
            Parameter parameter = parameters.isEmpty() || call.arguments().spread()
                    ? null
                    : parameters.get(Math.min(i, parameters.size() - 1));
            if (given.get(i) instanceof ClosureExpression closure
                    && (parameter == null || parameter.getType() == Block.class)) {
                block = words.block(word, closure, call, node, target);
            } else if (parameter == null) {
                walk.expressions().type(given.get(i), call.place());
            } else {
                one(word, call, parameter, given.get(i), node);
            }
        }
        return block;
    }

    private void one(WordSpec word, WordCalls.Call call, Parameter parameter, Expression given, PlanNode node) {
        if (parameter.isAnnotationPresent(Code.class)) {
            codes.check(given, call.label(), parameter.getName(), call.place());
            return;
        }
        boolean list =
                word.level() == Level.PLAN && word.name().equals("forEach") && given instanceof VariableExpression;
        Type type = list
                ? walk.names().named((VariableExpression) given, call.place())
                : walk.expressions().type(given, call.place());
        if (type.node() != null) {
            if (list) {
                walk.order().read(type.node(), call.place().body(node), given);
            }
            return;
        }
        fits(call, parameter, given, type);
    }

    private void fits(WordCalls.Call call, Parameter parameter, Expression given, Type type) {
        Class<?> wanted = parameter.isVarArgs() ? parameter.getType().getComponentType() : parameter.getType();
        String label = call.label() + ": ";
        boolean missing = given instanceof ConstantExpression constant
                && constant.getValue() == null
                && (wanted == Text.class || wanted == String.class);
        if (missing || !Fits.mayBe(wanted, type)) {
            walk.findings()
                    .add(
                            call.place(),
                            given,
                            label
                                    + (type.isSecret() && wanted == String.class
                                            ? Operations.PLAIN
                                            : "expected " + Fits.expectation(wanted) + ", found "
                                                    + WordOptions.shown(given, type)));
        } else if (wanted == Pattern.class) {
            walk.expressions().pattern(given, call.place());
        }
    }
}
