package dev.runbook.engine.report;

import dev.runbook.engine.journal.RunState;
import dev.runbook.engine.journal.StepState;
import dev.runbook.engine.model.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A run in time: what ran when, what everything waited for, and what had been forecast when it began. Made from the state alone; the run may go on. */
public final class Timeline {
    /** Two steps of which one began within so long after the other's end followed on each other. */
    private static final Duration AT_ONCE = Duration.ofMillis(250);

    private final RunState state;
    private final List<StepState> steps;
    private final Set<String> critical;
    private final Map<String, Expected> expected = new LinkedHashMap<>();
    private final Expected whole;

    /**
     * What had been forecast of a step, or of the whole.
     *
     * @param seconds null where nobody knew
     * @param latest  nine of ten times it would begin before
     */
    public record Expected(Instant due, Instant latest, Double seconds, Double low, Double high) {}

    private Timeline(RunState state) {
        this.state = state;
        this.steps = InOrder.steps(state);
        this.critical = path();
        this.whole = readForecast();
    }

    public static Timeline of(RunState state) {
        return new Timeline(state);
    }

    public RunState state() {
        return state;
    }

    /** All steps: those that began by their beginnings, the others behind them in the order of the plan. */
    public List<StepState> steps() {
        return steps;
    }

    /** Whether time passed in it. */
    public static boolean ran(StepState step) {
        return step.started() != null
                && step.outcome() != Outcome.SKIPPED
                && step.outcome() != Outcome.LEFT_OUT
                && step.outcome() != Outcome.PENDING;
    }

    public static boolean people(StepState step) {
        return "manual".equals(step.kind());
    }

    /** The steps that people worked on, in the order of {@link #steps}. */
    List<StepState> byPeople() {
        return steps.stream().filter(Timeline::people).filter(Timeline::ran).toList();
    }

    /** What people said who did it: {@code by ann}, {@code ticket: OPS-1}. Secret answers are not stored. */
    public static List<String> answers(StepState step) {
        List<String> said = new ArrayList<>();
        if (step.result() instanceof Map<?, ?> answers) {
            answers.forEach((name, value) -> {
                if (value != null && !name.equals("by")) {
                    said.add(name + ": " + value);
                } else if (value != null) {
                    said.add(0, "by " + value);
                }
            });
        }
        return said;
    }

    /** When a step was over, or until when it is known to have gone on. */
    public Instant end(StepState step) {
        return step.finished() == null ? state.last() : step.finished();
    }

    /** Whether what came after waited for this step, back from the last one. */
    public boolean critical(StepState step) {
        return critical.contains(step.path());
    }

    public Optional<Expected> expected(StepState step) {
        return Optional.ofNullable(expected.get(step.path()));
    }

    /** What was forecast for all of it; its {@code due} is the end. */
    public Optional<Expected> expected() {
        return Optional.ofNullable(whole);
    }

    public Duration length() {
        return Duration.between(state.started(), state.last());
    }

    /** Seconds that people took, or machines. */
    public double seconds(boolean people) {
        return steps.stream()
                .filter(Timeline::ran)
                .filter(Timeline::work)
                .filter(step -> people(step) == people)
                .mapToDouble(step -> step.finished() == null
                        ? Duration.between(step.started(), end(step)).toMillis() / 1000.0
                        : step.seconds())
                .sum();
    }

    /** What goes on around or beside the steps is no step itself. */
    private static boolean work(StepState step) {
        return "step".equals(step.kind()) || people(step);
    }

    /** Why the run stopped, without what to type then: it was typed. */
    static String why(RunState.Interruption interruption) {
        String why = interruption.why() == null ? "interrupted" : interruption.why();
        return why.replaceFirst("(?s)\\. When it is done: runbook .*", "");
    }

    /** Measures and what they make a second: {@code 152772 files (11.9/s)}. */
    public static List<String> rates(StepState step) {
        List<String> shown = new ArrayList<>();
        step.measures().forEach((unit, amount) -> {
            String rate = step.seconds() > 0 && amount instanceof Number number
                    ? String.format(java.util.Locale.ROOT, " (%.1f/s)", number.doubleValue() / step.seconds())
                    : "";
            shown.add(amount + " " + unit + rate);
        });
        return shown;
    }

    private Set<String> path() {
        List<StepState> ran =
                steps.stream().filter(Timeline::ran).filter(Timeline::work).toList();
        Set<String> path = new LinkedHashSet<>();
        StepState at = last(ran, Instant.MAX, path);
        while (at != null && path.add(at.path())) {
            at = last(ran, at.started().plus(AT_ONCE), path);
        }
        return path;
    }

    /** The step that was over last before an instant. */
    private StepState last(List<StepState> ran, Instant before, Set<String> without) {
        StepState last = null;
        for (StepState step : ran) {
            boolean fits = !end(step).isAfter(before) && !without.contains(step.path());
            last = fits && (last == null || !end(step).isBefore(end(last))) ? step : last;
        }
        return last;
    }

    @SuppressWarnings("unchecked")
    private Expected readForecast() {
        if (!(state.header().get("forecast") instanceof Map<?, ?> forecast)) {
            return null;
        }
        for (Map<String, Object> step : (List<Map<String, Object>>) forecast.get("steps")) {
            Map<String, Object> due = (Map<String, Object>) step.get("due");
            boolean real = !"consent".equals(step.get("kind"));
            if (real) {
                expected.put((String) step.get("path"), expected(due, step));
            }
        }
        return expected((Map<String, Object>) forecast.get("ends"), Map.of());
    }

    private static Expected expected(Map<String, Object> at, Map<String, Object> length) {
        List<?> between = length.get("between") instanceof List<?> list ? list : null;
        return new Expected(
                Instant.parse((String) at.get("at")),
                Instant.parse((String) at.get("latest")),
                number(length.get("seconds")),
                between == null ? null : number(between.get(0)),
                between == null ? null : number(between.get(1)));
    }

    private static Double number(Object value) {
        return value instanceof Number number ? Double.valueOf(number.doubleValue()) : null;
    }
}
