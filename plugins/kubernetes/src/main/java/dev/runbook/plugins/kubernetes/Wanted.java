package dev.runbook.plugins.kubernetes;

import dev.runbook.engine.model.RunbookException;
import dev.runbook.engine.model.Text;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What {@code scale} is asked for: how many replicas of what. */
final class Wanted {
    private Wanted() {}

    static String shown(Object what) {
        return what instanceof Text text ? text.show() : String.valueOf(what);
    }

    static Map<Workload, Long> of(Given given, Object what) {
        Map<Workload, Long> wanted = new LinkedHashMap<>();
        Long replicas = given.number("replicas");
        if (what instanceof Map<?, ?> map && replicas == null) {
            map.forEach((name, number) ->
                    wanted.put(Workload.of(given.word(), String.valueOf(name)), ((Number) number).longValue()));
        } else if (what instanceof Map || replicas == null) {
            throw RunbookException.invalid(
                    given.word() + ": expected names with replicas:, or a map of names and numbers without it, found "
                            + shown(what));
        } else {
            Collection<?> names = what instanceof Collection<?> many ? many : List.of(what);
            names.forEach(name -> wanted.put(
                    Workload.of(given.word(), name instanceof Text text ? text.plain() : String.valueOf(name)),
                    replicas));
        }
        return wanted;
    }
}
