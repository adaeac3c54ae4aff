package dev.runbook.engine.report;

import dev.runbook.engine.journal.Milestone;
import dev.runbook.engine.journal.RunState;
import dev.runbook.engine.journal.StepState;
import dev.runbook.engine.model.Durations;
import dev.runbook.engine.model.Outcome;
import java.time.Duration;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The report as text for a terminal: what, when, how long, the outage, the longest steps, what failed, the evidence, what is left behind. */
public final class TextReport {
    private static final int LONGEST = 5;
    private static final int WIDE = 72;
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss");
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

    private final RunState state;
    private final ZoneId zone;
    private final StringBuilder out = new StringBuilder();

    private TextReport(RunState state, ZoneId zone) {
        this.state = state;
        this.zone = zone;
    }

    public static String of(RunState state, ZoneId zone) {
        return new TextReport(state, zone).write();
    }

    private String write() {
        head();
        steps();
        longest();
        failures();
        evidence();
        left();
        return out.toString();
    }

    private void head() {
        Object title = state.header().get("title");
        line("%s", title == null ? state.header().get("runbook") : title);
        line(
                "run %s of %s in %s, by %s",
                state.run(),
                state.header().get("runbook"),
                state.header().get("environment"),
                state.header().get("operator"));
        if (state.header().get("approved") instanceof Map<?, ?> approved) {
            line(
                    "approved: %s, SHA-256 %s, saved by %s",
                    approved.get("file"), approved.get("sha256"), approved.get("by"));
        }
        line(
                "%s, %s → %s, %s",
                state.outcome(),
                DAY.format(state.started().atZone(zone)),
                CLOCK.format(state.last().atZone(zone)),
                Durations.show(Duration.between(state.started(), state.last())));
        for (RunState.Outage outage : state.outages()) {
            String name = outage.name() == null ? "" : " (" + outage.name() + ")";
            String end = outage.ended() == null
                    ? "not ended"
                    : CLOCK.format(outage.ended().atZone(zone));
            line(
                    "outage%s: %s → %s, %s",
                    name,
                    CLOCK.format(outage.began().atZone(zone)),
                    end,
                    Durations.show(
                            Duration.between(outage.began(), outage.ended() == null ? state.last() : outage.ended())));
        }
        for (RunState.Interruption interruption : state.interruptions()) {
            line(
                    "interrupted at %s%s: %s",
                    CLOCK.format(interruption.at().atZone(zone)),
                    interruption.resumed() == null
                            ? ""
                            : ", resumed at "
                                    + CLOCK.format(interruption.resumed().atZone(zone)),
                    first(interruption.why()));
        }
    }

    private void steps() {
        String phase = null;
        line("");
        for (StepState step : InOrder.steps(state)) {
            if (!Objects.equals(phase, step.phase())) {
                phase = step.phase();
                line("%s", phase == null ? "" : phase);
            }
            String when =
                    step.started() == null ? "" : CLOCK.format(step.started().atZone(zone));
            String took = step.started() == null
                            || step.finished() == null
                            || step.outcome() == Outcome.LEFT_OUT
                            || step.outcome() == Outcome.SKIPPED
                    ? ""
                    : length(step.seconds());
            line("  %-8s %12s  %-12s %s%s", when, took, step.outcome().label(), shorten(step.path()), measures(step));
        }
    }

    private static String measures(StepState step) {
        List<String> shown = Timeline.rates(step);
        return shown.isEmpty() ? "" : "  · " + String.join(", ", shown);
    }

    private void longest() {
        List<StepState> longest = state.steps().stream()
                .filter(step -> step.seconds() > 0)
                .sorted(Comparator.comparingDouble(StepState::seconds).reversed())
                .limit(LONGEST)
                .toList();
        if (longest.isEmpty()) {
            return;
        }
        line("");
        line("longest steps");
        for (StepState step : longest) {
            line("  %12s  %s", length(step.seconds()), shorten(step.path()));
            step.stages().stream()
                    .filter(stage -> counts(stage, step))
                    .forEach(stage -> line("  %12s    %s", length(stage.seconds()), stage.name()));
        }
    }

    /** Whether a stage took enough of its step to be named. */
    private static boolean counts(Milestone stage, StepState step) {
        return stage.seconds() != null && stage.seconds() >= step.seconds() / 100;
    }

    private void failures() {
        for (StepState step : state.steps()) {
            if (step.error() != null && step.outcome() != Outcome.DONE) {
                line("");
                line("%s: %s", step.outcome().label(), step.path());
                step.error().lines().forEach(text -> line("  %s", text));
            }
        }
    }

    private void evidence() {
        boolean headed = false;
        for (StepState step : state.steps()) {
            for (Map<String, Object> verification : step.verifications()) {
                if (!headed) {
                    line("");
                    line("verified");
                    headed = true;
                }
                boolean held = Boolean.TRUE.equals(verification.get("held"));
                line(
                        "  %s %s: %s",
                        held ? "✓" : "✗",
                        verification.get("what"),
                        held ? first((String) verification.get("evidence")) : "did not hold");
            }
        }
    }

    private void left() {
        if (state.header().get("notMigrated") instanceof List<?> left && !left.isEmpty()) {
            line("");
            line(
                    "not migrated: %s",
                    String.join(", ", left.stream().map(String::valueOf).toList()));
        }
    }

    private static String length(double seconds) {
        return Durations.show(Duration.ofMillis(Math.round(seconds * 1000)));
    }

    private static String first(String text) {
        return text == null ? "" : shorten(text.lines().findFirst().orElse(""));
    }

    private static String shorten(String text) {
        String line = text.replaceAll("\\p{Cntrl}", " ");
        return line.length() > WIDE ? line.substring(0, WIDE - 1) + "…" : line;
    }

    private void line(String format, Object... values) {
        out.append(format.formatted(values).stripTrailing()).append('\n');
    }
}
