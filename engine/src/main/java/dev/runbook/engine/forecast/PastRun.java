package dev.runbook.engine.forecast;

import dev.runbook.engine.journal.RunState;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** A run as the forecast remembers it: which runbook, when, how it ended, how long each step took. */
public record PastRun(
        String run, String runbook, String environment, Instant started, String outcome, List<Timing> timings) {
    private static final String FINISHED = "done";

    public PastRun {
        timings = List.copyOf(timings);
    }

    /** As the run stands now; it may go on. */
    public static PastRun of(RunState state) {
        synchronized (state) {
            return new PastRun(
                    state.run(),
                    String.valueOf(state.header().get("runbook")),
                    String.valueOf(state.header().get("environment")),
                    state.started(),
                    state.outcome(),
                    state.steps().stream().map(Timing::of).toList());
        }
    }

    public boolean finished() {
        return FINISHED.equals(outcome);
    }

    Optional<Timing> timing(String path) {
        return timings.stream().filter(each -> each.path().equals(path)).findFirst();
    }

    /** How much of a unit the run had to do: items of a {@code forEach} add up; where several steps measured the same things, the largest count stands. */
    OptionalDouble size(String unit) {
        Map<String, Double> byStep = new HashMap<>();
        for (Timing timing : timings) {
            Double amount = timing.measures().get(unit);
            if (amount != null && amount > 0) {
                byStep.merge(GenericPath.of(timing.path()), amount, Double::sum);
            }
        }
        return byStep.values().stream().mapToDouble(Double::doubleValue).max();
    }
}
