package dev.runbook.engine.report;

import dev.runbook.engine.journal.StepState;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The milestones of a step's jobs with their lengths: each lasts until the next one, or the end of its job. Where the log carries timestamps, they count. */
final class Milestones {
    private Milestones() {}

    static List<Map<String, Object>> of(StepState step) {
        List<Map<String, Object>> marks = step.milestones();
        List<Map<String, Object>> shown = new ArrayList<>();
        for (int i = 0; i < marks.size(); i++) {
            Map<String, Object> mark = marks.get(i);
            if (mark.get("name") == null) {
                continue;
            }
            Map<String, Object> data = new LinkedHashMap<>();
            data.put("name", mark.get("name"));
            data.put("at", mark.get("at") == null ? mark.get("arrived") : mark.get("at"));
            data.put("seconds", i + 1 < marks.size() ? length(mark, marks.get(i + 1)) : toEnd(mark, step));
            shown.add(data);
        }
        return shown;
    }

    private static Double length(Map<String, Object> from, Map<String, Object> to) {
        if (from.get("at") != null && to.get("at") != null) {
            return Duration.between(LocalDateTime.parse((String) from.get("at")), LocalDateTime.parse((String)
                                    to.get("at")))
                            .toMillis()
                    / 1000.0;
        }
        return ReportData.seconds(
                Instant.parse((String) from.get("arrived")), Instant.parse((String) to.get("arrived")));
    }

    private static Double toEnd(Map<String, Object> last, StepState step) {
        return ReportData.seconds(Instant.parse((String) last.get("arrived")), step.finished());
    }
}
