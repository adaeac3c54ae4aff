package dev.runbook.engine.journal;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A milestone of a step's job: it lasts until the next one, or the end of its job. Where the log carries timestamps, they count.
 *
 * @param at      the local time that the log names, or null
 * @param arrived when its line was read
 * @param seconds its length; null while it goes on
 */
public record Milestone(String name, LocalDateTime at, Instant arrived, Double seconds) {

    static List<Milestone> of(StepState step) {
        List<Map<String, Object>> marks = step.milestones();
        List<Milestone> found = new ArrayList<>();
        for (int i = 0; i < marks.size(); i++) {
            Map<String, Object> mark = marks.get(i);
            if (mark.get("name") != null) {
                Double seconds = i + 1 < marks.size() ? length(mark, marks.get(i + 1)) : toEnd(mark, step);
                found.add(new Milestone((String) mark.get("name"), at(mark), arrived(mark), seconds));
            }
        }
        return found;
    }

    private static Double length(Map<String, Object> from, Map<String, Object> to) {
        if (at(from) != null && at(to) != null) {
            Duration logged = Duration.between(at(from), at(to));
            if (!logged.isNegative()) { // clocks are put back, and logs of local time with them
                return seconds(logged);
            }
        }
        return seconds(Duration.between(arrived(from), arrived(to)));
    }

    private static Double toEnd(Map<String, Object> last, StepState step) {
        return step.finished() == null ? null : seconds(Duration.between(arrived(last), step.finished()));
    }

    private static LocalDateTime at(Map<String, Object> mark) {
        return mark.get("at") == null ? null : LocalDateTime.parse((String) mark.get("at"));
    }

    private static Instant arrived(Map<String, Object> mark) {
        return Instant.parse((String) mark.get("arrived"));
    }

    private static double seconds(Duration length) {
        return length.toMillis() / 1000.0;
    }
}
