package dev.runbook.engine.report;

import dev.runbook.engine.journal.Entry;
import dev.runbook.engine.journal.Kind;
import dev.runbook.engine.journal.Milestone;
import dev.runbook.engine.journal.RunState;
import dev.runbook.engine.journal.StepState;
import dev.runbook.engine.model.Durations;
import dev.runbook.engine.model.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** A run as a retrospective in Markdown: what, when, how long; the outage; the longest phases; what failed and was done; evidence; people; what is left behind. */
public final class MarkdownReport {
    private static final int LONGEST = 10;

    private final Timeline timeline;
    private final RunState state;
    private final WallClock clock;
    private final StringBuilder out = new StringBuilder();

    private MarkdownReport(RunState state, ZoneId zone) {
        this.timeline = Timeline.of(state);
        this.state = state;
        this.clock = new WallClock(zone, state.started(), state.last());
    }

    public static String of(RunState state, ZoneId zone) {
        return new MarkdownReport(state, zone).write();
    }

    private String write() {
        head();
        outages();
        longest();
        steps();
        failures();
        people();
        evidence();
        left();
        return out.toString();
    }

    private void head() {
        Object title = state.header().get("title");
        line("# %s", Markdown.text(title == null ? state.header().get("runbook") : title));
        line("");
        line(
                "Run `%s` of %s in %s, by %s: **%s**.",
                state.run(),
                Markdown.text(state.header().get("runbook")),
                Markdown.text(state.header().get("environment")),
                Markdown.text(state.header().get("operator")),
                state.outcome());
        line(
                "%s to %s, %s; machines %s, people %s.",
                clock.full(state.started()),
                clock.show(state.last()),
                Durations.show(timeline.length()),
                length(timeline.seconds(false)),
                length(timeline.seconds(true)));
        timeline.expected()
                .ifPresent(expected -> line(
                        "Forecast when it began: over at %s, after %s.",
                        clock.show(expected.due()), Durations.show(Duration.between(state.started(), expected.due()))));
    }

    private void outages() {
        if (state.outages().isEmpty()) {
            return;
        }
        section("Outage");
        for (RunState.Outage outage : state.outages()) {
            Instant end = outage.ended() == null ? state.last() : outage.ended();
            line(
                    "- %s%s → %s, **%s**",
                    outage.name() == null ? "" : Markdown.text(outage.name()) + ": ",
                    clock.show(outage.began()),
                    outage.ended() == null ? "not ended" : clock.show(outage.ended()),
                    Durations.show(Duration.between(outage.began(), end)));
        }
    }

    private void longest() {
        List<StepState> longest = timeline.steps().stream()
                .filter(step -> Timeline.ran(step) && step.seconds() > 0)
                .sorted(Comparator.comparingDouble(StepState::seconds).reversed())
                .limit(LONGEST)
                .toList();
        if (longest.isEmpty()) {
            return;
        }
        section("What took longest");
        line("| step | took | waited for | measured |");
        line("|---|---:|---|---|");
        for (StepState step : longest) {
            line(
                    "| %s | %s | %s | %s |",
                    Markdown.text(step.path()),
                    length(step.seconds()),
                    timeline.critical(step) ? "yes" : "",
                    Markdown.text(String.join(", ", Timeline.rates(step))));
            for (Milestone milestone : step.stages()) {
                line(
                        "| — %s | %s | | |",
                        Markdown.text(milestone.name()),
                        milestone.seconds() == null ? "" : length(milestone.seconds()));
            }
        }
    }

    private void steps() {
        section("Steps");
        line("| step | began | took | forecast | outcome |");
        line("|---|---|---:|---:|---|");
        String phase = null;
        for (StepState step : timeline.steps()) {
            if (!Objects.equals(phase, step.phase())) {
                phase = step.phase();
                line("| **%s** | | | | |", Markdown.text(phase));
            }
            Double forecast =
                    timeline.expected(step).map(Timeline.Expected::seconds).orElse(null);
            line(
                    "| %s | %s | %s | %s | %s |",
                    Markdown.text(step.path()),
                    Timeline.ran(step) ? clock.show(step.started()) : "",
                    Timeline.ran(step) && step.finished() != null ? length(step.seconds()) : "",
                    forecast == null ? "" : length(forecast),
                    step.outcome().label() + (step.attempts() > 1 ? ", attempt " + step.attempts() : ""));
        }
    }

    private void failures() {
        List<StepState> failed = timeline.steps().stream()
                .filter(step -> step.error() != null && step.outcome() != Outcome.DONE)
                .toList();
        if (failed.isEmpty() && state.interruptions().isEmpty() && state.notes().isEmpty()) {
            return;
        }
        section("What went wrong, and what was done");
        for (StepState step : failed) {
            line("- **%s** is %s:", Markdown.text(step.path()), step.outcome().label());
            line("");
            out.append(Markdown.block(step.error(), "  "));
        }
        for (RunState.Interruption interruption : state.interruptions()) {
            line(
                    "- %s: %s%s",
                    clock.show(interruption.at()),
                    Markdown.text(Timeline.why(interruption)),
                    interruption.resumed() == null
                            ? ""
                            : "; went on at " + clock.show(interruption.resumed()) + ", after "
                                    + Durations.show(Duration.between(interruption.at(), interruption.resumed())));
        }
        for (Entry note : state.notes()) {
            line("- %s: by hand: %s", clock.show(note.time()), Markdown.text(note.text("text")));
        }
    }

    private void people() {
        List<StepState> people = timeline.byPeople();
        if (people.isEmpty()) {
            return;
        }
        section("What people did");
        for (StepState step : people) {
            line(
                    "- %s %s%s%s",
                    clock.show(step.started()),
                    Markdown.text(step.path()),
                    Timeline.answers(step).stream()
                            .map(each -> ", " + Markdown.text(each))
                            .collect(Collectors.joining()),
                    step.finished() == null
                            ? ": " + step.outcome().label()
                            : ", after " + Durations.show(Duration.between(step.started(), step.finished())));
        }
    }

    private void evidence() {
        boolean headed = false;
        for (StepState step : timeline.steps()) {
            for (Map<String, Object> verification : step.verifications()) {
                if (!headed) {
                    section("Evidence");
                    headed = true;
                }
                boolean held = Boolean.TRUE.equals(verification.get("held"));
                line("- %s %s", held ? "✓" : "✗ did **not** hold:", Markdown.text(verification.get("what")));
                line("");
                out.append(Markdown.block(String.valueOf(verification.get("evidence")), "  "));
            }
        }
        for (Entry kept : state.facts(Kind.KEPT)) {
            line("- kept: %s, SHA-256 `%s`", Markdown.text(kept.text("name")), kept.text("sha256"));
        }
    }

    private void left() {
        if (state.header().get("notMigrated") instanceof List<?> left && !left.isEmpty()) {
            section("Not migrated");
            left.forEach(each -> line("- %s", Markdown.text(each)));
        }
    }

    private static String length(double seconds) {
        return Durations.show(Duration.ofMillis(Math.round(seconds * 1000)));
    }

    private void section(String title) {
        line("");
        line("## %s", title);
        line("");
    }

    private void line(String format, Object... values) {
        out.append(format.formatted(values).stripTrailing()).append('\n');
    }
}
