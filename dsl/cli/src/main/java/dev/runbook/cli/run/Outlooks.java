package dev.runbook.cli.run;

import dev.runbook.cli.forecast.PastRuns;
import dev.runbook.engine.forecast.Forecast;
import dev.runbook.engine.forecast.History;
import dev.runbook.engine.forecast.Length;
import dev.runbook.engine.forecast.Moment;
import dev.runbook.engine.forecast.OutageForecast;
import dev.runbook.engine.forecast.PastRun;
import dev.runbook.engine.forecast.Scale;
import dev.runbook.engine.forecast.StepForecast;
import dev.runbook.engine.forecast.Timing;
import dev.runbook.engine.journal.RunState;
import dev.runbook.engine.model.Outcome;
import dev.runbook.engine.model.Plan;
import dev.runbook.engine.people.Outlook;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** What is expected of a run that goes on: the forecast of its plan from the runs beside it, corrected by what has happened. */
public final class Outlooks {
    /** A forecast is worth some milliseconds, and everybody looks at the same one for a while. */
    private static final Duration FRESH = Duration.ofSeconds(2);

    private final Plan plan;
    private final String runbook;
    private final Path folder;
    private Forecast forecast;
    private Map<String, Double> longest;
    private Outlook last = Outlook.NONE;
    private Instant made = Instant.MIN;

    /**
     * @param runbook its name, as the runs' headers say it
     * @param folder  the run's own: the runs beside it are its history
     */
    public Outlooks(Plan plan, String runbook, Path folder) {
        this.plan = plan;
        this.runbook = runbook;
        this.folder = folder;
    }

    /** As things stand now. */
    public synchronized Outlook of(RunState state, Instant now) {
        if (state.started() == null || now.isBefore(made.plus(FRESH)) && !now.isBefore(made)) {
            return last;
        }
        if (forecast == null) {
            History history = history(state);
            longest = longest(history);
            forecast = Forecast.of(plan, history, Scale.NONE, state.started());
        }
        last = outlook(forecast.whileRunning(state, now));
        made = now;
        return last;
    }

    /** What cannot be read tells nothing; {@code runbook runs} names it. */
    private History history(RunState state) {
        Path runs = folder.toAbsolutePath().getParent();
        Path script = Path.of(String.valueOf(state.header().get("script"))).toAbsolutePath();
        return PastRuns.of(script.getParent(), runs.getParent(), runbook, damaged -> {})
                .without(state.run());
    }

    /** Only runs that came to their end say what is long. */
    private static Map<String, Double> longest(History history) {
        Map<String, Double> longest = new HashMap<>();
        for (PastRun run : history.runs()) {
            for (Timing timing : run.timings()) {
                if (run.finished() && !timing.people() && timing.outcome() == Outcome.DONE) {
                    longest.merge(timing.path(), timing.seconds(), Math::max);
                }
            }
        }
        return longest;
    }

    private Outlook outlook(Forecast now) {
        boolean known = now.knowsAnything();
        return new Outlook(
                now.steps().stream().map(Outlooks::expected).toList(),
                now.outages().stream().map(Outlooks::window).toList(),
                known ? when(now.ends()) : null,
                longest);
    }

    private static Outlook.Expected expected(StepForecast step) {
        Length length = step.length();
        return new Outlook.Expected(
                step.path(),
                step.name(),
                step.phase(),
                step.human(),
                step.outcome().finished(),
                step.who(),
                when(step.due()),
                when(step.ends()),
                length.known() ? length.seconds() : null);
    }

    private static Outlook.Window window(OutageForecast outage) {
        boolean known = outage.length().known();
        return new Outlook.Window(
                outage.name(),
                outage.begins().due(),
                outage.ends() == null ? null : outage.ends().due(),
                !known || outage.ends() == null ? null : outage.ends().latest());
    }

    private static Outlook.When when(Moment moment) {
        return moment == null ? null : new Outlook.When(moment.due(), moment.plusMinus(), moment.atLeast());
    }
}
