package dev.runbook.engine.report;

import dev.runbook.engine.journal.Entry;
import dev.runbook.engine.journal.Kind;
import dev.runbook.engine.journal.Milestone;
import dev.runbook.engine.journal.RunState;
import dev.runbook.engine.journal.StepState;
import dev.runbook.engine.model.Durations;
import dev.runbook.engine.model.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** The parts of the page that are read one by one: milestones, what went wrong, people, evidence, what is left behind, with what it ran. */
final class HtmlDetails {
    private final Timeline timeline;
    private final RunState state;
    private final WallClock clock;
    private final Html html = new Html();

    HtmlDetails(Timeline timeline, WallClock clock) {
        this.timeline = timeline;
        this.state = timeline.state();
        this.clock = clock;
    }

    Html write() {
        wrong();
        milestones();
        people();
        evidence();
        left();
        with();
        return html;
    }

    private void wrong() {
        List<StepState> failed = timeline.steps().stream()
                .filter(step -> step.error() != null && step.outcome() != Outcome.DONE)
                .toList();
        if (failed.isEmpty() && state.interruptions().isEmpty() && state.notes().isEmpty()) {
            return;
        }
        html.add("<h2>What went wrong, and what was done</h2><ul>");
        failed.forEach(step -> html.add(
                "<li><b>%s</b> is %s<pre>%s</pre></li>",
                step.path(), step.outcome().label(), step.error()));
        for (RunState.Interruption interruption : state.interruptions()) {
            html.add(
                    "<li>%s: %s%s</li>",
                    clock.show(interruption.at()),
                    Timeline.why(interruption),
                    interruption.resumed() == null
                            ? ""
                            : "; went on after "
                                    + Durations.show(Duration.between(interruption.at(), interruption.resumed())));
        }
        for (Entry note : state.notes()) {
            html.add("<li>%s: by hand, %s: %s</li>", clock.show(note.time()), note.text("by"), note.text("text"));
        }
        html.add("</ul>");
    }

    private void milestones() {
        boolean headed = false;
        for (StepState step : timeline.steps()) {
            List<Milestone> stages = step.stages();
            if (!stages.isEmpty()) {
                html.add(headed ? "" : "<h2>Milestones</h2>");
                headed = true;
                html.add("<h3>%s</h3><table>", step.path());
                stages.forEach(stage -> html.add(
                        "<tr><td>%s</td><td class=\"n\">%s</td></tr>",
                        stage.name(), stage.seconds() == null ? "goes on" : HtmlReport.length(stage.seconds())));
                html.add("</table>");
            }
        }
    }

    private void people() {
        List<StepState> people = timeline.byPeople();
        if (people.isEmpty()) {
            return;
        }
        html.add("<h2>What people did</h2><ul>");
        for (StepState step : people) {
            html.add(
                    "<li>%s <b>%s</b>%s, %s</li>",
                    clock.show(step.started()),
                    step.path(),
                    Timeline.answers(step).stream().map(each -> ", " + each).collect(Collectors.joining()),
                    step.finished() == null
                            ? step.outcome().label()
                            : "after " + Durations.show(Duration.between(step.started(), step.finished())));
        }
        html.add("</ul>");
    }

    private void evidence() {
        Html found = new Html();
        for (StepState step : timeline.steps()) {
            for (Map<String, Object> verification : step.verifications()) {
                boolean held = Boolean.TRUE.equals(verification.get("held"));
                found.add(
                        "<li class=\"%s\"><b>%s</b> <small>%s</small><pre>%s</pre></li>",
                        held ? "held" : "broken",
                        verification.get("what"),
                        step.path(),
                        Objects.toString(verification.get("evidence"), ""));
            }
        }
        for (Entry kept : state.facts(Kind.KEPT)) {
            found.add("<li>kept: %s <small>SHA-256 %s</small></li>", kept.text("name"), kept.text("sha256"));
        }
        if (!found.isEmpty()) {
            html.add("<h2>Evidence</h2><ul class=\"evidence\">%s</ul>", found);
        }
    }

    private void left() {
        if (state.header().get("notMigrated") instanceof List<?> left && !left.isEmpty()) {
            html.add("<h2>Not migrated</h2><ul>");
            left.forEach(each -> html.add("<li>%s</li>", each));
            html.add("</ul>");
        }
    }

    private void with() {
        html.add("<h2>With</h2><table>");
        if (state.header().get("params") instanceof Map<?, ?> params) {
            params.forEach((name, value) -> html.add("<tr><td>%s</td><td>%s</td></tr>", name, value));
        }
        if (state.header().get("git") instanceof Map<?, ?> git && git.get("commit") != null) {
            html.add(
                    "<tr><td>git</td><td><code>%s</code>%s</td></tr>",
                    git.get("commit"),
                    Boolean.TRUE.equals(git.get("dirty")) ? ", with changes that are not committed" : "");
        }
        html.add(
                "<tr><td>script</td><td><code>%s</code></td></tr></table>",
                state.header().get("script"));
    }
}
