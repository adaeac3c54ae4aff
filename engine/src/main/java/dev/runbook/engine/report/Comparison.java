package dev.runbook.engine.report;

import dev.runbook.engine.journal.RunState;
import dev.runbook.engine.journal.StepState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Runs side by side, step by step: the first is what the last is held against. */
public final class Comparison {
    private final List<Timeline> runs;
    private final List<Row> rows = new ArrayList<>();

    /**
     * A step, or a sum, in each of the runs.
     *
     * @param phase    null where there is none
     * @param seconds  null where it did not run, or goes on
     * @param outcomes null where the run does not know the step
     */
    public record Row(String name, String phase, List<Double> seconds, List<String> outcomes) {
        /** What the last run took longer than the first, or null where one of them does not say. */
        public Double difference() {
            Double first = seconds.get(0);
            Double last = seconds.get(seconds.size() - 1);
            return first == null || last == null ? null : Double.valueOf(last - first);
        }
    }

    private Comparison(List<RunState> states) {
        this.runs = states.stream().map(Timeline::of).toList();
        Map<String, StepState> all = new LinkedHashMap<>();
        for (Timeline run : runs) {
            run.steps().forEach(step -> all.putIfAbsent(step.path(), step));
        }
        all.values().forEach(step -> rows.add(row(step)));
    }

    public static Comparison of(List<RunState> states) {
        return new Comparison(states);
    }

    private Row row(StepState step) {
        List<Double> seconds = new ArrayList<>();
        List<String> outcomes = new ArrayList<>();
        for (Timeline run : runs) {
            StepState here = run.state().step(step.path()).orElse(null);
            boolean timed = here != null && Timeline.ran(here) && here.finished() != null;
            seconds.add(timed ? Double.valueOf(here.seconds()) : null);
            outcomes.add(here == null ? null : here.outcome().label());
        }
        return new Row(step.path(), step.phase(), seconds, outcomes);
    }

    public List<Timeline> runs() {
        return runs;
    }

    /** The steps of all runs: in the order of the first that has them. */
    public List<Row> rows() {
        return List.copyOf(rows);
    }

    /** Whole runs: all of it, machines, people, and each outage. */
    public List<Row> sums() {
        List<Row> sums = new ArrayList<>();
        sums.add(sum(
                "all",
                runs.stream()
                        .map(run -> (Double) (run.length().toMillis() / 1000.0))
                        .toList()));
        sums.add(sum(
                "machines",
                runs.stream().map(run -> (Double) run.seconds(false)).toList()));
        sums.add(sum(
                "people", runs.stream().map(run -> (Double) run.seconds(true)).toList()));
        List<String> names = runs.stream()
                .flatMap(run -> run.state().outages().stream())
                .map(outage -> Objects.toString(outage.name(), ""))
                .distinct()
                .toList();
        for (String name : names) {
            List<Double> lengths = new ArrayList<>();
            runs.forEach(run -> lengths.add(outage(run.state(), name)));
            sums.add(sum("outage" + (name.isEmpty() ? "" : " " + name), lengths));
        }
        return sums;
    }

    private static Double outage(RunState state, String name) {
        double seconds = 0;
        boolean found = false;
        for (RunState.Outage outage : state.outages()) {
            if (Objects.toString(outage.name(), "").equals(name)) {
                Instant end = outage.ended() == null ? state.last() : outage.ended();
                seconds += Duration.between(outage.began(), end).toMillis() / 1000.0;
                found = true;
            }
        }
        return found ? Double.valueOf(seconds) : null;
    }

    private static Row sum(String name, List<Double> seconds) {
        return new Row(name, null, seconds, List.of());
    }

    /** What differs most, the largest first. */
    public List<Row> largest(int count) {
        return rows.stream()
                .filter(row -> row.difference() != null && row.difference() != 0)
                .sorted(Comparator.comparingDouble((Row row) -> Math.abs(row.difference()))
                        .reversed())
                .limit(count)
                .toList();
    }

    /** Maps, lists, text and numbers, ready for JSON. */
    public Map<String, Object> data() {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("runs", runs.stream().map(run -> run.state().run()).toList());
        data.put("sums", sums().stream().map(Comparison::data).toList());
        data.put("steps", rows.stream().map(Comparison::data).toList());
        return data;
    }

    private static Map<String, Object> data(Row row) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("name", row.name());
        data.put("phase", row.phase());
        data.put("seconds", row.seconds());
        data.put("outcomes", row.outcomes());
        data.put("difference", row.difference());
        return data;
    }
}
