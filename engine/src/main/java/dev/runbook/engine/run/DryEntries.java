package dev.runbook.engine.run;

import dev.runbook.engine.model.Node;
import dev.runbook.engine.model.StepOptions;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the entries of a dry run say of a part of the plan. */
final class DryEntries {
    private DryEntries() {}

    static Map<String, Object> declared(Node node, Map<String, Object> data) {
        Map<String, Object> all = new LinkedHashMap<>(data);
        all.put("declared", EntryData.of("name", node.name(), "phase", node.phase(), "kind", PlanSteps.kind(node)));
        return all;
    }

    /** How a step is run, lengths in seconds. */
    static Map<String, Object> terms(StepOptions options) {
        return EntryData.of(
                "guard",
                options.guard(),
                "retries",
                options.retries(),
                "timeout",
                options.timeout() == null ? null : EntryData.seconds(options.timeout()));
    }
}
