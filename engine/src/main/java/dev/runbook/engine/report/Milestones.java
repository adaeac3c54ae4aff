package dev.runbook.engine.report;

import dev.runbook.engine.journal.Milestone;
import dev.runbook.engine.journal.StepState;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The milestones of a step's jobs as data. */
final class Milestones {
    private Milestones() {}

    static List<Map<String, Object>> of(StepState step) {
        return step.stages().stream().map(Milestones::data).toList();
    }

    private static Map<String, Object> data(Milestone milestone) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("name", milestone.name());
        data.put(
                "at",
                milestone.at() == null
                        ? milestone.arrived().toString()
                        : milestone.at().toString());
        data.put("seconds", milestone.seconds());
        return data;
    }
}
