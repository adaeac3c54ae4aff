package dev.runbook.engine.report;

import dev.runbook.engine.journal.RunState;
import dev.runbook.engine.journal.StepState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The steps of a run as a table for a spreadsheet: comma-separated, CRLF, quoted as RFC 4180 says. A text that a spreadsheet would take for a formula gets an apostrophe. */
public final class CsvReport {
    private static final List<String> HEAD = List.of(
            "run",
            "step",
            "name",
            "phase",
            "kind",
            "outcome",
            "started",
            "finished",
            "seconds",
            "attempts",
            "critical",
            "forecast_due",
            "forecast_seconds",
            "measures",
            "error");

    private CsvReport() {}

    public static String of(RunState state) {
        Timeline timeline = Timeline.of(state);
        StringBuilder out = new StringBuilder(String.join(",", HEAD)).append("\r\n");
        timeline.steps().forEach(step -> out.append(row(timeline, step)).append("\r\n"));
        return out.toString();
    }

    private static String row(Timeline timeline, StepState step) {
        Optional<Timeline.Expected> expected = timeline.expected(step);
        List<String> cells = new ArrayList<>();
        cells.add(text(timeline.state().run()));
        cells.add(text(step.path()));
        cells.add(text(step.name()));
        cells.add(text(step.phase()));
        cells.add(text(step.kind()));
        cells.add(text(step.outcome().label()));
        cells.add(text(step.started()));
        cells.add(text(step.finished()));
        cells.add(step.finished() == null || !Timeline.ran(step) ? "" : String.valueOf(step.seconds()));
        cells.add(String.valueOf(step.attempts()));
        cells.add(String.valueOf(timeline.critical(step)));
        cells.add(text(expected.map(Timeline.Expected::due).orElse(null)));
        cells.add(expected.map(Timeline.Expected::seconds).map(String::valueOf).orElse(""));
        cells.add(text(String.join("; ", Timeline.rates(step))));
        cells.add(text(step.error()));
        return String.join(",", cells);
    }

    static String text(Object value) {
        if (value == null) {
            return "";
        }
        String text = value.toString();
        String harmless = text.matches("(?s)^[\\s]*[=+\\-@\\t\\r＝＋－＠].*") ? "'" + text : text;
        return harmless.matches("(?s).*[\",\\r\\n'].*") ? "\"" + harmless.replace("\"", "\"\"") + "\"" : harmless;
    }
}
