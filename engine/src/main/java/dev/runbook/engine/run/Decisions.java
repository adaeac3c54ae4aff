package dev.runbook.engine.run;

import java.util.List;
import java.util.Map;

/**
 * What the operator decided for a run that goes on.
 *
 * @param rerun    steps that run again, finished or not
 * @param markDone steps that count as done, with their result as JSON data (null: none)
 * @param accept   finished steps whose changes are accepted
 * @param renamed  new names by old ones
 * @param why      the reason, for the journal
 */
public record Decisions(
        List<String> rerun,
        Map<String, Object> markDone,
        List<String> accept,
        Map<String, String> renamed,
        String why) {
    public static final Decisions NONE = new Decisions(List.of(), Map.of(), List.of(), Map.of(), null);

    boolean reruns(String path, String name) {
        return rerun.contains(path) || rerun.contains(name);
    }

    boolean accepts(String path, String name) {
        return accept.contains(path) || accept.contains(name);
    }
}
