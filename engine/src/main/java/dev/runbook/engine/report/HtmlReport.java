package dev.runbook.engine.report;

import dev.runbook.engine.journal.RunState;
import dev.runbook.engine.journal.StepState;
import dev.runbook.engine.model.Durations;
import dev.runbook.engine.model.Outcome;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;

/** A run as one page that needs no network: the timeline with the forecast, a table to sort, what failed, evidence. Light and dark, on paper and on a phone. */
public final class HtmlReport {
    private static final String TEMPLATE = "report.html";
    private static final List<String> HEAD =
            List.of("step", "phase", "outcome", "began", "took", "forecast", "difference", "attempts", "measured");
    private static final List<String> NUMBERS = List.of("took", "forecast", "difference", "attempts");

    private final Timeline timeline;
    private final RunState state;
    private final WallClock clock;

    private HtmlReport(RunState state, ZoneId zone) {
        this.timeline = Timeline.of(state);
        this.state = state;
        this.clock = new WallClock(zone, state.started(), state.last());
    }

    public static String of(RunState state, ZoneId zone) {
        return new HtmlReport(state, zone).write();
    }

    private String write() {
        Object title = state.header().get("title");
        String named = String.valueOf(title == null ? state.header().get("runbook") : title);
        Html body = new Html()
                .add("%s%s", head(named), tiles())
                .add("<h2>Timeline</h2>%s%s", legend(), new Gantt(timeline, clock).draw())
                .add("<h2>Steps</h2>%s", table())
                .add("%s", new HtmlDetails(timeline, clock).write());
        // the template is split, not replaced in: what a runbook says may look like a placeholder
        String[] around = template().split("\\{\\{title}}|\\{\\{body}}", 3);
        return around[0] + Html.text(named + " · " + state.run()) + around[1] + body + around[2];
    }

    private static String template() {
        try (InputStream in = HtmlReport.class.getResourceAsStream(TEMPLATE)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException broken) {
            throw new IllegalStateException(broken);
        }
    }

    private Html head(String named) {
        Html html = new Html()
                .add(
                        "<header><h1>%s</h1><p><b class=\"badge %s\">%s</b> run <code>%s</code> of %s in %s, by %s</p>",
                        named,
                        state.outcome(),
                        state.outcome(),
                        state.run(),
                        state.header().get("runbook"),
                        state.header().get("environment"),
                        state.header().get("operator"))
                .add("<p>%s → %s", clock.full(state.started()), clock.show(state.last()));
        return (clock.change().isEmpty() ? html : html.add("; %s", clock.change())).add("</p></header>");
    }

    private Html tiles() {
        Html html = new Html().add("<section class=\"tiles\">");
        tile(html, "took", Durations.show(timeline.length()), against());
        for (RunState.Outage outage : state.outages()) {
            Instant end = outage.ended() == null ? state.last() : outage.ended();
            tile(
                    html,
                    "outage" + (outage.name() == null ? "" : " " + outage.name()),
                    Durations.show(Duration.between(outage.began(), end)),
                    clock.show(outage.began()) + " → " + (outage.ended() == null ? "not ended" : clock.show(end)));
        }
        tile(html, "machines", length(timeline.seconds(false)), "");
        tile(html, "people", length(timeline.seconds(true)), "");
        long done = timeline.steps().stream()
                .filter(step -> step.outcome().finished())
                .count();
        tile(html, "steps", done + " of " + timeline.steps().size(), failed());
        return html.add("</section>");
    }

    private String against() {
        return timeline.expected()
                .map(expected -> "forecast " + Durations.show(Duration.between(state.started(), expected.due())))
                .orElse("");
    }

    private String failed() {
        long failed = timeline.steps().stream()
                .filter(step -> step.outcome() == Outcome.FAILED || step.outcome() == Outcome.UNKNOWN)
                .count();
        return failed == 0 ? "none failed" : failed + " failed or unknown";
    }

    private static void tile(Html html, String what, String value, String more) {
        html.add("<div><small>%s</small><strong>%s</strong><small>%s</small></div>", what, value, more);
    }

    private Html legend() {
        Html html = new Html()
                .add(
                        "<p class=\"legend\"><span><i class=\"bar machine\"></i> machines</span><span><i class=\"bar people\"></i> people</span>");
        if (timeline.expected().isPresent()) {
            html.add("<span><i class=\"ghost\"></i> forecast when it began</span>");
        }
        if (!state.outages().isEmpty()) {
            html.add("<span><i class=\"outage\"></i> outage</span>");
        }
        return html.add(
                "<span><b class=\"dot\"></b> what everything waited for</span><span><i class=\"milestone\"></i> milestone</span></p>");
    }

    private Html table() {
        Html html = new Html().add("<div class=\"scroll\"><table class=\"sortable\"><thead><tr>");
        for (String head : HEAD) {
            String kind = NUMBERS.contains(head) ? "n" : "";
            html.add("<th scope=\"col\" class=\"%s\"><button type=\"button\">%s</button></th>", kind, head);
        }
        html.add("</tr></thead><tbody>");
        timeline.steps().forEach(step -> html.add("%s", row(step)));
        return html.add("</tbody></table></div>");
    }

    private Html row(StepState step) {
        boolean ran = Timeline.ran(step);
        Double took = ran && step.finished() != null ? step.seconds() : null;
        Double forecast =
                timeline.expected(step).map(Timeline.Expected::seconds).orElse(null);
        Double difference = took == null || forecast == null ? null : took - forecast;
        Html html = new Html()
                .add(
                        "<tr><td>%s</td><td>%s</td><td><span class=\"badge %s\">%s</span></td>",
                        step.path(),
                        step.phase() == null ? "" : step.phase(),
                        step.outcome().label(),
                        step.outcome().label())
                .add(
                        "<td data-sort=\"%s\">%s</td>",
                        ran ? step.started().toEpochMilli() : "", ran ? clock.show(step.started()) : "");
        number(html, took, took == null ? "" : length(took), "");
        number(html, forecast, forecast == null ? "" : length(forecast), "");
        number(html, difference, difference == null ? "" : signed(difference), odd(step, took));
        return html.add(
                "<td class=\"n\" data-sort=\"%s\">%s</td><td>%s</td></tr>\n",
                step.attempts(), step.attempts(), String.join(", ", Timeline.rates(step)));
    }

    private static void number(Html html, Double sort, String shown, String kind) {
        html.add(
                "<td class=\"n %s\" data-sort=\"%s\">%s</td>",
                kind, sort == null ? "" : String.format(Locale.ROOT, "%.3f", sort), shown);
    }

    /** Whether it took longer, or less, than eight of ten were to. */
    private String odd(StepState step, Double took) {
        return timeline.expected(step)
                .filter(expected -> took != null && expected.high() != null)
                .map(expected -> took > expected.high() ? "slow" : took < expected.low() ? "fast" : "")
                .orElse("");
    }

    static String signed(double seconds) {
        return (seconds < 0 ? "−" : "+") + length(Math.abs(seconds));
    }

    static String length(double seconds) {
        return Durations.show(Duration.ofMillis(Math.round(seconds * 1000)));
    }
}
