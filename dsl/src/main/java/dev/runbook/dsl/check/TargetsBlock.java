package dev.runbook.dsl.check;

import dev.runbook.engine.model.Suggestion;
import dev.runbook.engine.spi.TargetKind;
import java.util.List;
import java.util.Set;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.MapEntryExpression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;

/** The lines inside {@code targets}, and the names that literals take from there. */
final class TargetsBlock {
    private static final List<String> OPTIONS = List.of("access", "optional", "about");

    private final Walk walk;

    TargetsBlock(Walk walk) {
        this.walk = walk;
    }

    /** One line: {@code database 'source', access: 'read'}. */
    Type declaration(String kind, MethodCallExpression call, CallArguments arguments, Place place) {
        List<String> kinds =
                walk.registry().targetKinds().stream().map(TargetKind::name).toList();
        if (walk.registry().isNotYet(kind)) {
            walk.findings().add(place, call.getMethod(), "'" + kind + "' is not available in this version");
        } else if (!kinds.contains(kind)) {
            walk.findings()
                    .add(
                            place,
                            call.getMethod(),
                            "there is no kind of target '" + kind + "'" + Suggestion.near(kind, kinds) + " (kinds: "
                                    + String.join(", ", kinds) + ")");
        }
        if (arguments.positional().isEmpty()) {
            walk.findings().add(place, call.getMethod(), kind + ": expected a name, as in " + kind + " 'source'");
        }
        arguments.named().forEach(entry -> option(kind, entry, place));
        for (Expression name : arguments.positional()) {
            Type type = walk.expressions().type(name, place);
            walk.once(kind, CallArguments.text(name), name, place);
            if (type.known() && !type.isText() && !type.is(List.class)) {
                walk.findings().add(place, name, kind + ": expected a name, found " + type.show());
            }
        }
        return Type.DYNAMIC;
    }

    private void option(String kind, MapEntryExpression entry, Place place) {
        String name = CallArguments.text(entry.getKeyExpression());
        walk.expressions().type(entry.getValueExpression(), place);
        LiteralOptions.check(walk, kind, String.valueOf(name), entry.getValueExpression(), place);
        if (name == null || !OPTIONS.contains(name)) {
            walk.findings()
                    .add(
                            place,
                            entry.getKeyExpression(),
                            kind + " has no option '" + name + ":'" + Suggestion.near(String.valueOf(name), OPTIONS)
                                    + " (options: " + String.join(", ", OPTIONS) + ")");
            return;
        }
        String value = CallArguments.text(entry.getValueExpression());
        if (name.equals("access") && value != null && !Set.of("read", "write").contains(value)) {
            walk.findings()
                    .add(
                            place,
                            entry.getValueExpression(),
                            "access: expected 'read' or 'write', found '" + value + "'");
        }
    }

    /** A literal where a target is named must be declared. */
    static void mention(Walk walk, Type.TargetRef target, Expression at, Place place) {
        Declared declared = walk.declared();
        if (declared.knowsTarget(target.kind(), target.name())) {
            return;
        }
        Set<String> known = declared.targets(target.kind()).keySet();
        Set<String> kinds = declared.kindsOf(target.name());
        String near = Suggestion.near(target.name(), known);
        String otherwise =
                near.isEmpty() && !kinds.isEmpty() ? "; it is declared as " + String.join(", ", kinds) : near;
        walk.findings()
                .add(
                        place,
                        at,
                        target.kind() + " '" + target.name() + "' is not declared in targets"
                                + (otherwise.isEmpty() ? declared(known) : otherwise));
    }

    private static String declared(Set<String> known) {
        return known.isEmpty() ? "" : " (declared: " + String.join(", ", known) + ")";
    }
}
