package dev.runbook.engine.report;

import dev.runbook.engine.journal.Entry;
import dev.runbook.engine.journal.RunState;
import dev.runbook.engine.journal.StepState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The report as data: one JSON object, whose fields are added over time and never renamed. */
public final class ReportData {
    private ReportData() {}

    /** Maps, lists, text and numbers, ready for JSON. Instants are ISO 8601 in UTC, lengths seconds. */
    public static Map<String, Object> of(RunState state) {
        Map<String, Object> header = state.header();
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("run", state.run());
        report.put("runbook", header.get("runbook"));
        report.put("title", header.get("title"));
        report.put("environment", header.get("environment"));
        report.put("outcome", state.outcome());
        report.put("why", state.why());
        report.put("started", text(state.started()));
        report.put("finished", state.outcome().equals("running") ? null : text(state.last()));
        report.put("seconds", seconds(state.started(), state.last()));
        report.put("outages", outages(state));
        report.put("notMigrated", header.getOrDefault("notMigrated", List.of()));
        report.put("git", header.get("git"));
        report.put("params", header.getOrDefault("params", Map.of()));
        report.put("operator", header.get("operator"));
        report.put("approved", header.get("approved"));
        report.put("interruptions", interruptions(state));
        report.put("forecast", header.get("forecast"));
        report.put("notes", state.notes().stream().map(ReportData::note).toList());
        Timeline timeline = Timeline.of(state);
        report.put(
                "criticalPath",
                timeline.steps().stream()
                        .filter(timeline::critical)
                        .map(StepState::path)
                        .toList());
        report.put("steps", InOrder.steps(state).stream().map(ReportData::step).toList());
        return report;
    }

    private static Map<String, Object> note(Entry note) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("at", text(note.time()));
        data.put("by", note.text("by"));
        data.put("text", note.text("text"));
        return data;
    }

    private static List<Map<String, Object>> outages(RunState state) {
        List<Map<String, Object>> outages = new ArrayList<>();
        for (RunState.Outage outage : state.outages()) {
            Map<String, Object> data = new LinkedHashMap<>();
            data.put("name", outage.name());
            data.put("started", text(outage.began()));
            data.put("finished", text(outage.ended()));
            data.put("seconds", seconds(outage.began(), outage.ended() == null ? state.last() : outage.ended()));
            outages.add(data);
        }
        return outages;
    }

    private static List<Map<String, Object>> interruptions(RunState state) {
        List<Map<String, Object>> interruptions = new ArrayList<>();
        for (RunState.Interruption interruption : state.interruptions()) {
            Map<String, Object> data = new LinkedHashMap<>();
            data.put("at", text(interruption.at()));
            data.put("resumed", text(interruption.resumed()));
            data.put("why", interruption.why());
            interruptions.add(data);
        }
        return interruptions;
    }

    private static Map<String, Object> step(StepState step) {
        boolean ran = step.started() != null;
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("name", step.name());
        data.put("path", step.path());
        data.put("phase", step.phase());
        data.put("kind", step.kind());
        data.put("outcome", step.outcome().label());
        data.put("started", text(step.started()));
        data.put("finished", text(step.finished()));
        data.put("seconds", ran && step.finished() != null ? step.seconds() : null);
        data.put("attempts", step.attempts());
        data.put("result", step.result());
        data.put("milestones", Milestones.of(step));
        data.put("measures", step.measures());
        data.put("notes", step.notes());
        data.put("effects", step.effects());
        data.put("verifications", step.verifications());
        data.put("error", step.error());
        return data;
    }

    static Double seconds(Instant from, Instant to) {
        return from == null || to == null ? null : Duration.between(from, to).toMillis() / 1000.0;
    }

    private static String text(Instant instant) {
        return instant == null ? null : instant.toString();
    }
}
