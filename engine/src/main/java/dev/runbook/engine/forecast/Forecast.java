package dev.runbook.engine.forecast;

import dev.runbook.engine.journal.RunState;
import dev.runbook.engine.model.Plan;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * When each step of a plan, and each human action, is due; when users are without service; what takes longest. Every {@code ±} claims to hold eight of ten. Nothing here
 * changes: {@link #whileRunning} gives another forecast, corrected by what has happened. It takes some milliseconds, and may be called from any thread.
 */
public final class Forecast {
    private final Plan plan;
    private final History history;
    private final Scale scale;
    private final List<StepForecast> steps;
    private final Map<String, StepForecast> byPath = new HashMap<>();
    private final List<OutageForecast> outages;
    private final List<String> gaps;
    private final Moment begins;
    private final Moment ends;

    private Forecast(Plan plan, History history, Scale scale, RunState state, Instant begin, Instant now) {
        this.plan = plan;
        this.history = history;
        this.scale = scale;
        PastRun here = PastRun.of(state);
        Scale known = scale.with(Estimator.found(history, here.timings()));
        PlanParts parts = new PlanParts(history, new Estimator(history, known), state, begin);
        Part whole = parts.of(plan.nodes());
        Courses courses = new Courses(parts.jobs, parts.outages.size(), whole, begin, now);
        Doubt doubt = new Doubt(parts.jobs, whole, parts.outages.size());
        this.begins = Moment.past(begin);
        this.steps = steps(parts, courses, doubt);
        for (StepForecast each : steps) {
            // a consent stands before the step that it is asked for
            byPath.merge(each.path(), each, (first, next) -> first.kind().equals(StepForecast.CONSENT) ? next : first);
        }
        this.outages = outages(parts, courses, doubt);
        this.ends = courses.over(doubt.any());
        this.gaps = List.copyOf(parts.gaps);
    }

    /** Of a plan that begins at an instant. */
    public static Forecast of(Plan plan, History history, Scale scale, Instant start) {
        return new Forecast(plan, history, scale, new RunState(), start, start);
    }

    /** Of the same plan as a run has come with it by now: what is over stands, what runs is given what it still needs, and the pace of this run carries over to the rest. */
    public Forecast whileRunning(RunState state, Instant now) {
        Instant begin = state.started() == null ? now : state.started();
        return new Forecast(plan, history.without(state.run()), scale, state, begin, now);
    }

    private static List<StepForecast> steps(PlanParts parts, Courses courses, Doubt doubt) {
        List<StepForecast> steps = new ArrayList<>();
        for (int i = 0; i < parts.jobs.size(); i++) {
            Job job = parts.jobs.get(i);
            Length length = job.over()
                    ? Length.actual(Duration.between(job.started(), job.ended()).toMillis() / 1000.0)
                    : job.length();
            boolean after = !job.over() && (doubt.before(i) || !length.known());
            steps.add(new StepForecast(
                    job.path(),
                    job.name(),
                    job.phase(),
                    job.kind(),
                    job.who(),
                    job.outcome(),
                    courses.start(i, job.started() == null && doubt.before(i)),
                    courses.end(i, after),
                    length,
                    courses.critical(i)));
        }
        return List.copyOf(steps);
    }

    private static List<OutageForecast> outages(PlanParts parts, Courses courses, Doubt doubt) {
        List<OutageForecast> outages = new ArrayList<>();
        Map<Integer, RunState.Outage> happened = parts.happened();
        for (int i = 0; i < parts.outages.size(); i++) {
            RunState.Outage past = happened.get(i);
            Moment began = past == null ? courses.outageBegin(i, doubt.atBegin(i)) : Moment.past(past.began());
            Moment ended = past == null || past.ended() == null
                    ? courses.outageEnd(i, doubt.atEnd(i))
                    : Moment.past(past.ended());
            Length length = past != null && past.ended() != null
                    ? Length.actual(Duration.between(past.began(), past.ended()).toMillis() / 1000.0)
                    : ended == null
                            ? Length.UNKNOWN
                            : courses.outage(i, past == null ? null : past.began(), !doubt.within(i));
            if (began != null) {
                outages.add(new OutageForecast(parts.outages.get(i), began, ended, length));
            }
        }
        return List.copyOf(outages);
    }

    /** All steps, in the order of the plan. */
    public List<StepForecast> steps() {
        return steps;
    }

    public Optional<StepForecast> step(String path) {
        return Optional.ofNullable(byPath.get(path));
    }

    /** What people do, in the order in which it is due: manual steps, and consents that must be typed. */
    public List<StepForecast> humanActions() {
        return steps.stream()
                .filter(StepForecast::human)
                .filter(step ->
                        step.length().basis() != Basis.NOTHING || step.kind().equals(StepForecast.CONSENT))
                .sorted(Comparator.comparing(step -> step.due().due()))
                .toList();
    }

    /** The human action that is due next, or waits now. */
    public Optional<StepForecast> nextHumanAction() {
        return humanActions().stream()
                .filter(step -> !step.outcome().finished())
                .findFirst();
    }

    public List<OutageForecast> outages() {
        return outages;
    }

    /** What takes longest of all that everything waits for, longest first. */
    public List<StepForecast> dominating() {
        return steps.stream()
                .filter(step -> step.critical() && step.length().seconds() > 0)
                .sorted(Comparator.comparingDouble(
                                (StepForecast step) -> step.length().seconds())
                        .reversed())
                .toList();
    }

    /** Steps of which nobody knows how long they take. */
    public List<StepForecast> unknown() {
        return steps.stream()
                .filter(step -> step.length().basis() == Basis.UNKNOWN)
                .toList();
    }

    /** What else the forecast had to assume, for people. */
    public List<String> gaps() {
        return gaps;
    }

    public Moment begins() {
        return begins;
    }

    public Moment ends() {
        return ends;
    }

    /** Seconds of machines and of people; what is done at once counts each by itself. */
    public double seconds(boolean people) {
        return steps.stream()
                .filter(step -> step.human() == people)
                .mapToDouble(step -> step.length().seconds())
                .sum();
    }

    /** The runs it comes from. */
    public History history() {
        return history;
    }

    /** Whether anything is known at all: a run before, or an {@code expect:}. */
    public boolean knowsAnything() {
        return steps.stream()
                .anyMatch(step -> step.length().known() && step.length().basis() != Basis.NOTHING);
    }
}
