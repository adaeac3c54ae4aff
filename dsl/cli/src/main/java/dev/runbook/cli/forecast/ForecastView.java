package dev.runbook.cli.forecast;

import dev.runbook.cli.console.Console;
import dev.runbook.cli.console.Table;
import dev.runbook.engine.forecast.Basis;
import dev.runbook.engine.forecast.Forecast;
import dev.runbook.engine.forecast.History;
import dev.runbook.engine.forecast.Length;
import dev.runbook.engine.forecast.OutageForecast;
import dev.runbook.engine.forecast.PastRun;
import dev.runbook.engine.forecast.StepForecast;
import dev.runbook.engine.model.Durations;
import dev.runbook.engine.model.Outcome;
import dev.runbook.engine.report.WallClock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A forecast for people: what they have to do and when, first; then the outage, each step, what dominates, what is not known. */
public final class ForecastView {
    private static final int LONGEST = 5;
    /** How many steps of the items of a {@code forEach} are shown each by itself. */
    private static final int ITEMS = 4;

    private final Console console;
    private final ZoneId zone;
    private final Forecast forecast;
    private final WallClock clock;

    public ForecastView(Console console, ZoneId zone, Forecast forecast) {
        this.console = console;
        this.zone = zone;
        this.forecast = forecast;
        this.clock =
                new WallClock(zone, forecast.begins().due(), forecast.ends().latest());
    }

    /** @param title of the runbook, or its name */
    public void show(String title) {
        console.say(console.style().strong(title));
        console.say(sources());
        console.say("begins " + clock.full(forecast.begins().due())
                + (clock.change().isEmpty() ? "" : "; " + clock.change()));
        people();
        outages();
        steps();
        longest();
        unknown();
    }

    private String sources() {
        History history = forecast.history();
        if (history.isEmpty()) {
            return "no run of it is known yet: only what expect: says";
        }
        List<PastRun> runs = history.runs();
        LocalDate last = runs.get(runs.size() - 1).started().atZone(zone).toLocalDate();
        return "from " + runs.size() + (history.finished() ? " finished" : " unfinished")
                + (runs.size() == 1 ? " run, of " : " runs, the last of ") + last
                + "; each ± holds eight of ten";
    }

    private void people() {
        List<StepForecast> actions = forecast.humanActions();
        heading("people");
        if (actions.isEmpty()) {
            console.say("  nobody has to do anything");
        }
        Table table = new Table();
        for (StepForecast action : actions) {
            boolean consent = action.kind().equals(StepForecast.CONSENT);
            table.row(
                    "  " + console.style().strong(clock.show(action.due())),
                    plusMinus(action),
                    console.style().name(action.name())
                            + (action.who().isEmpty() ? "" : "  (" + String.join(", ", action.who()) + ")"),
                    consent ? "its name is typed" : takes(action.length()));
        }
        table.lines().forEach(console::say);
    }

    private void outages() {
        for (OutageForecast outage : forecast.outages()) {
            console.say(console.style().careful("outage" + (outage.name() == null ? "" : " (" + outage.name() + ")"))
                    + "  " + clock.show(outage.begins()) + " → "
                    + (outage.ends() == null
                            ? "the runbook does not end it"
                            : clock.show(outage.ends()) + " "
                                    + WallClock.plusMinus(outage.ends().plusMinus()) + ", "
                                    + length(outage)));
        }
        console.say("over    " + clock.show(forecast.ends()) + " "
                + WallClock.plusMinus(forecast.ends().plusMinus()) + ", after "
                + Durations.show(Duration.between(
                        forecast.begins().due(), forecast.ends().due()))
                + " (machines " + seconds(forecast.seconds(false)) + ", people "
                + seconds(forecast.seconds(true)) + ")");
    }

    private static String length(OutageForecast outage) {
        Length length = outage.length();
        return (length.known() ? "" : "at least ")
                + seconds(length.seconds())
                + (length.basis() == Basis.ACTUAL || !length.known() ? "" : " " + half(length));
    }

    private void steps() {
        Map<String, Integer> items = new HashMap<>();
        Table table = new Table();
        String phase = null;
        for (StepForecast step : forecast.steps()) {
            if (!Objects.equals(phase, step.phase())) {
                phase = step.phase();
                table.row("");
                table.row(console.style().strong(String.valueOf(phase)));
            }
            int bracket = step.path().indexOf('[');
            int shown = bracket < 0 ? 0 : items.merge(step.path().substring(0, bracket), 1, Integer::sum);
            if (shown <= ITEMS && !step.kind().equals(StepForecast.CONSENT)) {
                row(table, step);
            }
        }
        console.say("");
        table.lines().stream().skip(1).forEach(console::say);
        items.forEach((each, count) -> {
            if (count > ITEMS) {
                console.say("  and " + (count - ITEMS) + " more steps for each " + each);
            }
        });
    }

    private void row(Table table, StepForecast step) {
        String name = step.human() ? console.style().name(step.name()) : step.name();
        table.row(
                "  " + clock.show(step.due()),
                plusMinus(step),
                name,
                takes(step.length()),
                console.style().faint(source(step)));
    }

    private static String source(StepForecast step) {
        boolean plain = step.length().basis() == Basis.HISTORY || step.length().basis() == Basis.UNKNOWN;
        String how = plain ? "" : step.length().how();
        return step.outcome() == Outcome.PENDING || step.outcome() == Outcome.DONE
                ? how
                : step.outcome().label() + (how.isEmpty() ? "" : ", " + how);
    }

    private void longest() {
        List<StepForecast> longest =
                forecast.dominating().stream().limit(LONGEST).toList();
        if (longest.isEmpty()) {
            return;
        }
        heading("what dominates");
        double whole = Math.max(
                1,
                Duration.between(forecast.begins().due(), forecast.ends().due()).toSeconds());
        Table table = new Table();
        for (StepForecast step : longest) {
            table.row(
                    "  " + Math.min(100, Math.round(100 * step.length().seconds() / whole)) + " %",
                    seconds(step.length().seconds()),
                    step.name());
        }
        table.lines().forEach(console::say);
    }

    private void unknown() {
        List<StepForecast> unknown = forecast.unknown();
        if (unknown.isEmpty() && forecast.gaps().isEmpty()) {
            return;
        }
        heading("not known");
        if (!unknown.isEmpty()) {
            String names = String.join(
                    ", ",
                    unknown.stream().limit(LONGEST).map(StepForecast::name).toList());
            int more = unknown.size() - LONGEST;
            console.say("  counted as nothing, never timed and without expect: " + names
                    + (more > 0 ? " and " + more + " more" : ""));
        }
        forecast.gaps().forEach(gap -> console.say("  " + gap));
    }

    private void heading(String text) {
        console.say("");
        console.say(console.style().strong(text));
    }

    private static String plusMinus(StepForecast step) {
        return step.due().plusMinus().isZero()
                ? ""
                : WallClock.plusMinus(step.due().plusMinus());
    }

    /** {@code 2 h 07 m ± 12 m}. */
    public static String takes(Length length) {
        return switch (length.basis()) {
            case UNKNOWN -> "unknown";
            case NOTHING -> "nothing";
            case ACTUAL -> "took " + seconds(length.seconds());
            default -> seconds(length.seconds()) + " " + half(length);
        };
    }

    private static String half(Length length) {
        return WallClock.plusMinus(Duration.ofMillis(Math.round(length.plusMinus() * 1000)));
    }

    private static String seconds(double seconds) {
        return Durations.show(Duration.ofMillis(Math.round(seconds * 1000)));
    }
}
