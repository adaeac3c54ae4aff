package dev.runbook.engine.report;

import dev.runbook.engine.journal.Milestone;
import dev.runbook.engine.journal.RunState;
import dev.runbook.engine.journal.StepState;
import dev.runbook.engine.model.Durations;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/** A run as bars on an axis of time: what ran when, its milestones, what everything waited for, the outage behind, and what had been forecast below. */
final class Gantt {
    private static final List<Duration> RASTERS = List.of(
            Duration.ofSeconds(1),
            Duration.ofSeconds(5),
            Duration.ofSeconds(15),
            Duration.ofMinutes(1),
            Duration.ofMinutes(5),
            Duration.ofMinutes(15),
            Duration.ofHours(1),
            Duration.ofHours(3),
            Duration.ofHours(6),
            Duration.ofDays(1),
            Duration.ofDays(7));
    private static final int LINES = 7;

    private final Timeline timeline;
    private final WallClock clock;
    private final Instant from;
    private final Instant to;

    Gantt(Timeline timeline, WallClock clock) {
        this.timeline = timeline;
        this.clock = clock;
        this.from = timeline.state().started();
        Instant last = timeline.state().last();
        Instant forecast = timeline.expected().map(Timeline.Expected::due).orElse(last);
        Instant end = forecast.isAfter(last) ? forecast : last;
        this.to = end.isAfter(from) ? end : from.plusSeconds(1);
    }

    Html draw() {
        Html html = new Html();
        html.add(
                "<div class=\"gantt\" role=\"table\" aria-label=\"timeline\"><div class=\"axis\"><div class=\"plot\">");
        Duration raster = raster();
        for (Instant at = clock.next(from, raster); at.isBefore(to); at = clock.next(at, raster)) {
            html.add("<span class=\"tick\" style=\"left:%s\">%s</span>", percent(at), clock.show(at));
        }
        html.add("</div></div><div class=\"bands\"><div class=\"plot\">%s</div></div>", bands(raster));
        String phase = null;
        for (StepState step : timeline.steps()) {
            if (Timeline.ran(step)) {
                if (!Objects.equals(phase, step.phase())) {
                    phase = step.phase();
                    html.add("<div class=\"phase\">%s</div>", phase == null ? "" : phase);
                }
                html.add("%s", row(step));
            }
        }
        return html.add("</div>");
    }

    private Duration raster() {
        long wanted = Duration.between(from, to).toMillis() / LINES;
        return RASTERS.stream()
                .filter(each -> each.toMillis() >= wanted)
                .findFirst()
                .orElse(Duration.ofMillis(wanted));
    }

    private Html bands(Duration raster) {
        Html html = new Html();
        for (Instant at = clock.next(from, raster); at.isBefore(to); at = clock.next(at, raster)) {
            html.add("<i class=\"line\" style=\"left:%s\"></i>", percent(at));
        }
        for (RunState.Outage outage : timeline.state().outages()) {
            Instant end = outage.ended() == null ? timeline.state().last() : outage.ended();
            html.add(
                    "<i class=\"outage\" style=\"left:%s;width:%s\" title=\"outage%s\"></i>",
                    percent(outage.began()),
                    width(outage.began(), end),
                    outage.name() == null ? "" : " " + outage.name());
        }
        for (RunState.Interruption interruption : timeline.state().interruptions()) {
            Instant end = interruption.resumed() == null ? timeline.state().last() : interruption.resumed();
            html.add(
                    "<i class=\"gap\" style=\"left:%s;width:%s\" title=\"interrupted: %s\"></i>",
                    percent(interruption.at()), width(interruption.at(), end), String.valueOf(interruption.why()));
        }
        return html;
    }

    private Html row(StepState step) {
        Instant end = timeline.end(step);
        String took = step.finished() == null || step.seconds() == 0
                ? Durations.show(Duration.between(step.started(), end))
                : HtmlReport.length(step.seconds());
        Html bars = new Html();
        Optional<Timeline.Expected> expected = timeline.expected(step).filter(each -> each.seconds() != null);
        expected.ifPresent(each -> {
            Instant due = each.due().plusMillis(Math.round(each.seconds() * 1000));
            bars.add(
                    "<i class=\"ghost\" style=\"left:%s;width:%s\" title=\"forecast: %s, %s\"></i>",
                    percent(each.due()),
                    width(each.due(), due),
                    clock.show(each.due()),
                    Durations.show(Duration.ofMillis(Math.round(each.seconds() * 1000))));
        });
        bars.add(
                "<i class=\"bar %s\" style=\"left:%s;width:%s\" title=\"%s: %s → %s, %s\"></i>",
                kind(step),
                percent(step.started()),
                width(step.started(), end),
                step.path(),
                clock.show(step.started()),
                clock.show(end),
                took);
        Instant logged = step.started();
        for (Milestone milestone : step.stages()) {
            bars.add(
                    "<i class=\"milestone\" style=\"left:%s\" title=\"%s%s\"></i>",
                    percent(within(milestone.arrived(), logged, end)),
                    milestone.name(),
                    milestone.seconds() == null
                            ? ""
                            : ", " + Durations.show(Duration.ofMillis(Math.round(milestone.seconds() * 1000))));
        }
        return new Html()
                .add(
                        "<div class=\"row%s\" role=\"row\"><span class=\"label\" title=\"%s\">%s</span><span class=\"plot\">%s</span><span class=\"took\">%s</span></div>\n",
                        timeline.critical(step) ? " critical" : "", step.path(), step.name(), bars, took);
    }

    private static Instant within(Instant at, Instant from, Instant to) {
        return at.isBefore(from) ? from : at.isAfter(to) ? to : at;
    }

    static String kind(StepState step) {
        return switch (step.outcome()) {
            case FAILED -> "failed";
            case UNKNOWN -> "unknown";
            case UNDONE -> "undone";
            default -> Timeline.people(step) ? "people" : step.kind().equals("step") ? "machine" : "around";
        };
    }

    private String percent(Instant at) {
        return percent(share(at));
    }

    private String width(Instant begin, Instant end) {
        return percent(Math.max(0.15, share(end) - share(begin)));
    }

    private double share(Instant at) {
        double whole = Duration.between(from, to).toMillis();
        return Math.max(0, Math.min(100, 100 * Duration.between(from, at).toMillis() / whole));
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.3f%%", share);
    }
}
