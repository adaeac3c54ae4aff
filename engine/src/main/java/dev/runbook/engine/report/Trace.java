package dev.runbook.engine.report;

import dev.runbook.engine.journal.Milestone;
import dev.runbook.engine.journal.RunState;
import dev.runbook.engine.journal.StepState;
import dev.runbook.engine.model.Hash;
import dev.runbook.engine.model.Outcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A run as an OpenTelemetry trace, in the JSON form of OTLP: a span for the run, one for each step, one for each effect; milestones are events. The same run has the same
 * identifiers whenever it is exported.
 */
public final class Trace {
    private static final int INTERNAL = 1;
    private static final int CLIENT = 3;
    private static final int OK = 1;
    private static final int ERROR = 2;
    private static final int TRACE_DIGITS = 32;
    private static final int SPAN_DIGITS = 16;

    private final RunState state;
    private final Timeline timeline;
    private final String trace;
    private final List<Map<String, Object>> spans = new ArrayList<>();

    private Trace(RunState state) {
        this.state = state;
        this.timeline = Timeline.of(state);
        this.trace = id(TRACE_DIGITS, state.run() + " " + state.started());
    }

    /**
     * @param service the name of what reports, {@code service.name}
     * @param version of the program
     */
    public static Map<String, Object> of(RunState state, String service, String version) {
        Trace trace = new Trace(state);
        trace.run();
        Map<String, Object> scope = Map.of("name", "dev.runbook", "version", version);
        Map<String, Object> scopeSpans = new LinkedHashMap<>();
        scopeSpans.put("scope", scope);
        scopeSpans.put("spans", trace.spans);
        Map<String, Object> resource = new LinkedHashMap<>();
        resource.put("resource", Map.of("attributes", List.of(attribute("service.name", service))));
        resource.put("scopeSpans", List.of(scopeSpans));
        return Map.of("resourceSpans", List.of(resource));
    }

    private void run() {
        List<Map<String, Object>> attributes = new ArrayList<>();
        attributes.add(attribute("runbook.run", state.run()));
        attributes.add(attribute("runbook.name", state.header().get("runbook")));
        attributes.add(attribute("runbook.environment", state.header().get("environment")));
        attributes.add(attribute("runbook.outcome", state.outcome()));
        Map<String, Object> span = span(
                span("run"),
                "",
                state.header().get("runbook") + " in " + state.header().get("environment"),
                INTERNAL,
                state.started(),
                state.last());
        span.put("attributes", attributes);
        span.put("status", status(state.outcome().equals("failed"), state.why()));
        timeline.steps().stream().filter(Timeline::ran).forEach(this::step);
    }

    private void step(StepState step) {
        String id = span("step " + step.path());
        List<Map<String, Object>> attributes = new ArrayList<>();
        attributes.add(attribute("runbook.step", step.path()));
        attributes.add(attribute("runbook.phase", step.phase() == null ? "" : step.phase()));
        attributes.add(attribute("runbook.kind", step.kind()));
        attributes.add(attribute("runbook.outcome", step.outcome().label()));
        attributes.add(attribute("runbook.attempts", step.attempts()));
        step.measures().forEach((unit, amount) -> attributes.add(attribute("runbook.measure." + unit, amount)));
        Map<String, Object> span = span(id, span("run"), step.name(), INTERNAL, step.started(), timeline.end(step));
        span.put("attributes", attributes);
        span.put("events", step.stages().stream().map(Trace::event).toList());
        boolean wrong = step.outcome() == Outcome.FAILED || step.outcome() == Outcome.UNKNOWN;
        span.put("status", status(wrong, step.error()));
        List<Map<String, Object>> effects = step.effects();
        for (int i = 0; i < effects.size(); i++) {
            effect(step, effects.get(i), id, i);
        }
    }

    private void effect(StepState step, Map<String, Object> effect, String parent, int number) {
        if (!(effect.get("finished") instanceof String finished) || !(effect.get("seconds") instanceof Number took)) {
            return;
        }
        Instant end = Instant.parse(finished);
        Instant begin = end.minusMillis(Math.round(took.doubleValue() * 1000));
        Map<String, Object> span = span(
                span("effect " + step.path() + " " + number),
                parent,
                String.valueOf(effect.get("kind")),
                effect.get("target") == null ? INTERNAL : CLIENT,
                begin,
                end);
        List<Map<String, Object>> attributes = new ArrayList<>();
        attributes.add(attribute("runbook.what", effect.get("what")));
        attributes.add(attribute("runbook.writes", effect.get("writes")));
        if (effect.get("target") != null) {
            attributes.add(attribute("server.address", effect.get("target")));
        }
        span.put("attributes", attributes);
        span.put("status", status(effect.get("error") != null, effect.get("error")));
    }

    private Map<String, Object> span(String id, String parent, String name, int kind, Instant begin, Instant end) {
        Map<String, Object> span = new LinkedHashMap<>();
        span.put("traceId", trace);
        span.put("spanId", id);
        if (!parent.isEmpty()) {
            span.put("parentSpanId", parent);
        }
        span.put("name", name);
        span.put("kind", kind);
        span.put("startTimeUnixNano", nanos(begin));
        span.put("endTimeUnixNano", nanos(end.isBefore(begin) ? begin : end));
        spans.add(span);
        return span;
    }

    private static Map<String, Object> event(Milestone milestone) {
        return Map.of("timeUnixNano", nanos(milestone.arrived()), "name", milestone.name());
    }

    private static Map<String, Object> status(boolean wrong, Object why) {
        return wrong
                ? Map.of(
                        "code",
                        ERROR,
                        "message",
                        String.valueOf(why).lines().findFirst().orElse(""))
                : Map.of("code", OK);
    }

    private static Map<String, Object> attribute(String key, Object value) {
        Map<String, Object> typed;
        if (value instanceof Boolean) {
            typed = Map.of("boolValue", value);
        } else if (value instanceof Integer || value instanceof Long) {
            typed = Map.of("intValue", value.toString());
        } else {
            typed = value instanceof Number number
                    ? Map.of("doubleValue", number.doubleValue())
                    : Map.of("stringValue", String.valueOf(value));
        }
        return Map.of("key", key, "value", typed);
    }

    private static String nanos(Instant instant) {
        return String.valueOf(instant.getEpochSecond() * 1_000_000_000L + instant.getNano());
    }

    private String span(String what) {
        return id(SPAN_DIGITS, trace + " " + what);
    }

    private static String id(int digits, String of) {
        return Hash.sha256(of).substring(0, digits);
    }
}
