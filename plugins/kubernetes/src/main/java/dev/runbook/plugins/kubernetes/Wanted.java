package dev.runbook.plugins.kubernetes;

import dev.runbook.engine.model.RunbookException;
import dev.runbook.engine.model.Text;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What scaling is asked for: how many replicas of what. */
final class Wanted {
    private Wanted() {}

    static String shown(Object what) {
        return what instanceof Text text ? text.show() : String.valueOf(what);
    }

    /** One name, or a list of them, each to the same number. */
    static Map<Workload, Long> each(Given given, Object what) {
        Long replicas = given.number("replicas");
        if (replicas == null || replicas < 0) {
            throw RunbookException.invalid(
                    given.word() + ": expected replicas: 0 or more, found " + given.shown("replicas", "nothing"));
        }
        Map<Workload, Long> wanted = new LinkedHashMap<>();
        Collection<?> names = what instanceof Collection<?> many ? many : List.of(what);
        names.forEach(name -> wanted.put(
                Workload.of(given.word(), name instanceof Text text ? text.plain() : String.valueOf(name)), replicas));
        return wanted;
    }

    /** Names with their numbers. */
    static Map<Workload, Long> map(String word, Object was) {
        Map<Workload, Long> wanted = new LinkedHashMap<>();
        if (was instanceof Map<?, ?> map && map.values().stream().allMatch(Number.class::isInstance)) {
            map.forEach((name, number) ->
                    wanted.put(Workload.of(word, String.valueOf(name)), ((Number) number).longValue()));
            return wanted;
        }
        throw RunbookException.invalid(
                word + ": expected names with numbers, as replicas gives them, found " + shown(was));
    }
}
