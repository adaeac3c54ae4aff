package dev.runbook.cli.progress;

import dev.runbook.engine.forecast.Basis;
import dev.runbook.engine.forecast.Forecast;
import dev.runbook.engine.forecast.Length;
import dev.runbook.engine.forecast.OutageForecast;
import dev.runbook.engine.forecast.StepForecast;
import dev.runbook.engine.journal.Entry;
import dev.runbook.engine.model.Durations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What those who approve a change ask first: who must do what, how long users are without service, what can be taken back, how long it takes. */
final class DryRunSummary {
    private final Forecast forecast;
    private final Map<String, List<String>> people = new LinkedHashMap<>();
    private final List<String> consents = new ArrayList<>();
    private final List<String> undoes = new ArrayList<>();
    private final List<String> outages = new ArrayList<>();
    private final Map<String, Integer> begun = new LinkedHashMap<>();
    private int steps;

    DryRunSummary(Forecast forecast) {
        this.forecast = forecast;
    }

    void started(Entry entry, int number, List<String> who, boolean manual) {
        steps = number;
        if (manual) {
            String task = "step " + number + " (" + entry.path() + takes(entry.path(), ", ") + ")";
            List<String> names = who.isEmpty() ? List.of("people") : who;
            names.forEach(each ->
                    people.computeIfAbsent(each, name -> new ArrayList<>()).add(task));
        }
        if (entry.text("typed") != null) {
            consents.add("'" + entry.text("typed") + "' before step " + number);
        }
        if (Boolean.TRUE.equals(entry.data().get("undo"))) {
            undoes.add(String.valueOf(number));
        }
    }

    void pointOfNoReturn(Entry entry) {
        consents.add("point of no return '" + entry.text("name") + "' after step " + steps);
    }

    void outage(Entry entry, boolean begins) {
        String name = entry.text("name") == null ? "" : entry.text("name");
        if (begins) {
            begun.put(name, steps + 1);
        } else if (begun.containsKey(name)) {
            outages.add(window(name, begun.remove(name)) + " to step " + steps + length(name));
        }
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        begun.forEach((name, first) -> outages.add(window(name, first) + ", and the runbook does not end it"));
        outages.forEach(each -> lines.add("outage: " + each));
        people.forEach((who, tasks) -> lines.add(who + ": " + String.join(", ", tasks)));
        if (!consents.isEmpty()) {
            lines.add("consent, typed or with --consent: " + String.join(", ", consents));
        }
        lines.add(undoes.isEmpty() ? "undo: no step has one" : "undo: of step " + String.join(", ", undoes));
        lines.add("duration: " + whole());
        return lines;
    }

    private static String window(String name, int first) {
        return (name.isEmpty() ? "" : name + ", ") + "from step " + first;
    }

    private String length(String name) {
        return forecast.outages().stream()
                .filter(each -> name.equals(each.name() == null ? "" : each.name()))
                .map(OutageForecast::length)
                .filter(Length::known)
                .findFirst()
                .map(length -> ", expected " + round(seconds(length)))
                .orElse(", of unknown length");
    }

    private String whole() {
        if (!forecast.knowsAnything()) {
            return "none known: no earlier runs, and no step says expect:";
        }
        int unknown = forecast.unknown().size();
        Duration whole =
                Duration.between(forecast.begins().due(), forecast.ends().due());
        return round(whole) + (unknown == 0 ? "" : ", and " + unknown + " steps of unknown duration");
    }

    /** How long a step takes, after the separator; nothing where nobody knows. */
    String takes(String path, String separator) {
        return forecast.step(path)
                .map(StepForecast::length)
                .filter(Length::known)
                .filter(length -> length.basis() != Basis.NOTHING)
                .map(length -> separator + shown(length))
                .orElse("");
    }

    private static String shown(Length length) {
        String text = round(seconds(length));
        return length.samples() > 0 ? "took " + text : "expected " + text;
    }

    private static Duration seconds(Length length) {
        return Duration.ofMillis(Math.round(length.seconds() * 1000));
    }

    private static String round(Duration length) {
        boolean moment = length.compareTo(Duration.ofSeconds(1)) < 0;
        return moment ? "under a second" : Durations.show(Duration.ofSeconds(Math.round(length.toMillis() / 1000.0)));
    }
}
