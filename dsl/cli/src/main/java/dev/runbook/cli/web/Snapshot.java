package dev.runbook.cli.web;

import dev.runbook.engine.journal.HumanWork;
import dev.runbook.engine.journal.Milestone;
import dev.runbook.engine.journal.RunState;
import dev.runbook.engine.journal.StepState;
import dev.runbook.engine.model.Outcome;
import dev.runbook.engine.people.Outlook;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A run as the page shows it: data for JSON. What the journal holds is masked already. */
final class Snapshot {
    private final RunState state;
    private final Outlook outlook;
    private final boolean held;

    /** @param held whether an engine works on the run */
    Snapshot(RunState state, Outlook outlook, boolean held) {
        this.state = state;
        this.outlook = outlook;
        this.held = held;
    }

    Map<String, Object> data(Instant now) {
        Map<String, Object> header = state.header();
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("now", now.toEpochMilli());
        data.put("run", state.run());
        data.put("title", Objects.requireNonNullElse(header.get("title"), header.get("runbook")));
        data.put("environment", header.get("environment"));
        data.put("operator", header.get("operator"));
        data.put("outcome", outcome());
        data.put("why", state.why());
        data.put("engine", held);
        data.put("started", millis(state.started()));
        data.put("last", millis(state.last()));
        data.put("ends", when(outlook.ends()));
        data.put("next", next());
        data.put("outages", outages());
        data.put("steps", steps());
        data.put("notes", state.notes().stream().map(note -> note.text("text")).toList());
        return data;
    }

    private String outcome() {
        return !held && state.outcome().equals("running") ? "interrupted" : state.outcome();
    }

    /** Work that is waited for goes before work that is expected. */
    private Map<String, Object> next() {
        if (!state.unfinished()) {
            return null;
        }
        return state.steps().stream()
                .filter(step -> step.outcome() == Outcome.WAITING)
                .findFirst()
                .<Map<String, Object>>map(step -> Map.of("path", step.path(), "name", step.name(), "waits", true))
                .orElseGet(() ->
                        outlook.nextHumanAction().map(Snapshot::expectedAction).orElse(null));
    }

    private static Map<String, Object> expectedAction(Outlook.Expected action) {
        Map<String, Object> next = new LinkedHashMap<>();
        next.put("path", action.path());
        next.put("name", action.name());
        next.put("who", action.who());
        next.put("waits", false);
        next.put("due", when(action.due()));
        return next;
    }

    private List<Map<String, Object>> outages() {
        List<Map<String, Object>> outages = new ArrayList<>();
        for (RunState.Outage outage : state.outages()) {
            Map<String, Object> data = new LinkedHashMap<>();
            data.put("name", outage.name());
            data.put("began", millis(outage.began()));
            data.put("ended", millis(outage.ended()));
            outlook.outages().stream()
                    .filter(window -> Objects.equals(window.name(), outage.name()))
                    .findFirst()
                    .ifPresent(window -> data.put("expected", millis(window.ends())));
            outages.add(data);
        }
        return outages;
    }

    /** The steps in the order of the plan, as far as both the journal and the forecast know them. */
    private List<Map<String, Object>> steps() {
        Map<String, Outlook.Expected> expected = new LinkedHashMap<>();
        outlook.steps().forEach(step -> expected.putIfAbsent(step.path(), step));
        List<Map<String, Object>> steps = new ArrayList<>();
        state.steps().forEach(step -> steps.add(step(step, expected.remove(step.path()))));
        return steps;
    }

    private Map<String, Object> step(StepState step, Outlook.Expected expected) {
        boolean lost = !held && step.outcome() == Outcome.RUNNING;
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("path", step.path());
        data.put("phase", step.phase());
        data.put("kind", step.kind());
        data.put("outcome", (lost ? Outcome.UNKNOWN : step.outcome()).label());
        data.put("started", millis(step.started()));
        data.put("finished", millis(step.finished()));
        data.put("seconds", step.finished() == null ? null : step.seconds());
        data.put("attempts", step.attempts());
        data.put("error", step.error());
        data.put("milestones", step.stages().stream().map(Milestone::name).toList());
        data.put("measures", step.measures());
        data.put("evidence", step.verifications());
        data.put("notes", step.notes());
        data.put("work", step.people().map(Snapshot::work).orElse(null));
        if (expected != null) {
            data.put("due", when(expected.due()));
            data.put("ends", when(expected.ends()));
            data.put("expected", expected.seconds());
        }
        return data;
    }

    private static Map<String, Object> work(HumanWork work) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("asked", millis(work.asked()));
        data.put("todo", todo(work));
        data.put("asks", work.asks());
        data.put("choices", work.choices());
        data.put("who", work.who());
        data.put("need", work.need());
        data.put("by", millis(work.by()));
        data.put("notYet", work.notYet());
        return data;
    }

    private static List<Map<String, Object>> todo(HumanWork work) {
        List<Map<String, Object>> items = new ArrayList<>();
        for (int item = 1; item <= work.todo().size(); item++) {
            HumanWork.Tick tick = work.ticks().get(item);
            Map<String, Object> data = new LinkedHashMap<>();
            data.put("text", work.todo().get(item - 1));
            data.put("done", tick != null);
            data.put("by", tick == null ? null : tick.by());
            items.add(data);
        }
        return items;
    }

    private static Map<String, Object> when(Outlook.When when) {
        return when == null
                ? null
                : Map.of(
                        "at", when.at().toEpochMilli(),
                        "plusMinus", when.plusMinus().toMillis(),
                        "atLeast", when.atLeast());
    }

    private static Long millis(Instant instant) {
        return instant == null ? null : instant.toEpochMilli();
    }
}
