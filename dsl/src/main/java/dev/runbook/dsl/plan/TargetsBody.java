package dev.runbook.dsl.plan;

import dev.runbook.dsl.registry.Registry;
import dev.runbook.engine.model.RunbookException;
import dev.runbook.engine.model.Suggestion;
import dev.runbook.engine.model.TargetDeclaration;
import dev.runbook.engine.spi.TargetKind;
import groovy.lang.GroovyObjectSupport;
import java.util.List;
import java.util.Map;

/** The words inside {@code targets}: the kinds of targets, the core's and the plugins'. */
public final class TargetsBody extends GroovyObjectSupport {
    private static final List<String> OPTIONS = List.of("access", "optional", "about");

    private final PlanBuilder plan;
    private final String where;

    TargetsBody(PlanBuilder plan, String where) {
        this.plan = plan;
        this.where = where;
    }

    @Override
    public Object invokeMethod(String kind, Object arguments) {
        List<?> given = arguments instanceof Object[] array ? List.of(array) : List.of(arguments);
        boolean named = !given.isEmpty() && given.get(0) instanceof Map;
        declare(kind, named ? (Map<?, ?>) given.get(0) : Map.of(), named ? given.subList(1, given.size()) : given);
        return null;
    }

    /** One line: {@code database 'source', access: 'read'}. */
    private void declare(String kind, Map<?, ?> options, List<?> names) {
        Registry registry = plan.context().registry();
        List<String> kinds =
                registry.targetKinds().stream().map(TargetKind::name).toList();
        if (!kinds.contains(kind)) {
            throw RunbookException.invalid(where + ": there is no kind of target '" + kind + "'"
                    + Suggestion.near(kind, kinds) + " (kinds: " + String.join(", ", kinds) + ")");
        }
        options.keySet().stream()
                .map(String::valueOf)
                .filter(option -> !OPTIONS.contains(option))
                .findFirst()
                .ifPresent(option -> {
                    throw RunbookException.invalid(where + ": " + kind + " has no option '" + option + ":'"
                            + Suggestion.near(option, OPTIONS));
                });
        Object access = options.containsKey("access") ? options.get("access") : "write";
        if (!List.of("read", "write").contains(String.valueOf(access))) {
            throw RunbookException.invalid(where + ": access: expected 'read' or 'write', found '" + access + "'");
        }
        for (Object name : names) {
            plan.declare(new TargetDeclaration(
                    kind,
                    String.valueOf(name),
                    String.valueOf(access),
                    Boolean.TRUE.equals(options.get("optional")),
                    where));
        }
    }
}
