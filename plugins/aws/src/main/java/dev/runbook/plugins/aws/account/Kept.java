package dev.runbook.plugins.aws.account;

import dev.runbook.engine.spi.StepScope;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What things were before a step first changed them: on the disk before the change, and never taken again, so that a repeated step does not take its own change for
 * what was there. The undo of the step finds it.
 *
 * @param service the name under which the step remembers it: {@code aws.route53}
 */
public record Kept(StepScope scope, String service) {
    /** What the thing was; {@code now} is asked where this step has not touched it yet. */
    public Object first(String thing, Supplier<Object> now) {
        Map<String, Object> all = all();
        if (!all.containsKey(thing)) {
            all.put(thing, now.get());
            scope.remember(service, all);
        }
        return all.get(thing);
    }

    /** Everything that this step has touched. */
    public Map<String, Object> all() {
        Map<String, Object> all = new LinkedHashMap<>();
        if (scope.remembered(service) instanceof Map<?, ?> known) {
            known.forEach((thing, was) -> all.put(String.valueOf(thing), was));
        }
        return all;
    }
}
