package dev.runbook.dsl.check;

import dev.runbook.engine.model.Suggestion;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.codehaus.groovy.ast.ASTNode;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.GStringExpression;

/** The steps of the plan in their order: whose names clash, and who reads whose result. */
final class PlanOrder {
    /** Words that give a handle. */
    static final Set<String> GIVES_HANDLE = Set.of("step", "destructive", "manual");
    /** Words whose block holds steps. */
    static final Set<String> HOLDS_STEPS = Set.of("group", "parallel", "forEach", "temporarily");

    private static final Set<String> NAMED =
            Set.of("step", "destructive", "manual", "group", "forEach", "temporarily", "background", "pointOfNoReturn");

    private final Walk walk;
    private final List<PlanNode> nodes = new ArrayList<>();

    PlanOrder(Walk walk) {
        this.walk = walk;
    }

    /** The place in the plan that a call makes, or null where it makes none. */
    PlanNode node(String word, CallArguments arguments, Place place, ASTNode at) {
        boolean named = NAMED.contains(word) && !arguments.positional().isEmpty();
        if (!named && !word.equals("parallel")) {
            return null;
        }
        Expression given = named ? arguments.positional().get(0) : null;
        String literal = named ? CallArguments.text(given) : null;
        PlanNode node = new PlanNode(word, literal, pattern(given), place, at, nodes.size());
        if (literal != null) {
            clash(node, place, given);
        }
        nodes.add(node);
        return node;
    }

    private void clash(PlanNode node, Place place, Expression name) {
        if (GIVES_HANDLE.contains(node.kind()) && node.loop() != null) {
            walk.findings()
                    .add(
                            place,
                            name,
                            "the step '" + node.name()
                                    + "' would have this name for every item of the forEach; put the item into it, as in \""
                                    + node.name() + " ${item}\"");
            return;
        }
        nodes.stream()
                .filter(other ->
                        node.name().equals(other.name()) && other.loop() == node.loop() && !other.excludes(node))
                .findFirst()
                .ifPresent(other -> walk.findings()
                        .add(
                                place,
                                name,
                                "two steps are named '" + node.name() + "'; the other one is at "
                                        + other.at(place.file())));
    }

    /** The names that a text with placeholders may become; null where it is no such text. */
    private static Pattern pattern(Expression name) {
        if (!(name instanceof GStringExpression text)) {
            return null;
        }
        StringBuilder pattern = new StringBuilder();
        for (int i = 0; i < text.getStrings().size(); i++) {
            pattern.append(Pattern.quote(String.valueOf(text.getStrings().get(i).getValue())))
                    .append(i < text.getValues().size() ? ".*" : "");
        }
        return Pattern.compile(pattern.toString(), Pattern.DOTALL);
    }

    /** A body, or a helper that it calls, reads the result of a step. */
    void read(PlanNode target, Place place, ASTNode at) {
        if (place.when() == Place.When.PLAN) {
            walk.findings()
                    .add(
                            place,
                            at,
                            "the result of " + target.label()
                                    + " is read while the plan is built; it is there in the bodies of later steps");
        } else if (place.node() != null) {
            walk.later(() -> judge(target, place, at, ""));
        }
    }

    /** {@code result('NAME')}. */
    void read(String name, Place place, ASTNode at) {
        if (place.when() == Place.When.PLAN) {
            walk.findings()
                    .add(
                            place,
                            at,
                            "the result of '" + name
                                    + "' is read while the plan is built; it is there in the bodies of later steps");
            return;
        }
        if (place.helper() != null) {
            place.helper().reads(name);
        }
        walk.later(() -> named(name, place, at, ""));
    }

    /** A call of a helper that reads results. */
    void read(Helper helper, Place place, ASTNode at) {
        walk.later(() -> helper.results().forEach(name -> {
            if (nodes.stream().anyMatch(node -> node.mayBe(name))) {
                named(name, place, at, "through " + helper.name() + "(…), ");
            }
        }));
    }

    private void named(String name, Place place, ASTNode at, String through) {
        List<PlanNode> meant =
                nodes.stream().filter(node -> name.equals(node.name())).toList();
        if (meant.isEmpty()) {
            unknown(name, place, at);
        } else if (place.node() != null && meant.stream().allMatch(node -> wrong(node, place.node()) != null)) {
            judge(meant.get(0), place, at, through);
        }
    }

    private void unknown(String name, Place place, ASTNode at) {
        boolean possible = nodes.stream()
                .anyMatch(node -> node.mayBe(name)
                        || node.kind().equals("forEach")
                                && (node.name() == null || name.startsWith(node.name() + "/")));
        if (!possible) {
            walk.findings().add(place, at, "there is no step '" + name + "'" + Suggestion.near(name, names()));
        }
    }

    private void judge(PlanNode target, Place place, ASTNode at, String through) {
        String wrong = wrong(target, place.node());
        if (wrong != null) {
            walk.findings().add(place, at, through + wrong.formatted(target.label(), target.at(place.file())));
        }
    }

    /** What is wrong with the reader reading the target; null where nothing is. */
    private static String wrong(PlanNode target, PlanNode reader) {
        if (target == reader) {
            return "the step reads its own result, which is there only when it is done; its .undo { result -> … } is given it";
        }
        if (reader.besides(target)) {
            return "%s (%s) is a parallel sibling: it may not have run yet, so its result cannot be read here";
        }
        return target.index() > reader.index() && !target.excludes(reader)
                ? "%s is a later step (%s): its result cannot be read here"
                : null;
    }

    /** {@code until: 'STEP'}. */
    void mention(String name, Place place, ASTNode at) {
        walk.later(() -> {
            if (nodes.stream().noneMatch(node -> node.mayBe(name))) {
                walk.findings().add(place, at, "there is no step '" + name + "'" + Suggestion.near(name, names()));
            }
        });
    }

    private List<String> names() {
        return nodes.stream().map(PlanNode::name).filter(Objects::nonNull).toList();
    }
}
