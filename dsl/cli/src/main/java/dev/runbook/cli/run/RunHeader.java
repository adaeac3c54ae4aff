package dev.runbook.cli.run;

import dev.runbook.dsl.LoadedRunbook;
import dev.runbook.engine.forecast.Forecast;
import dev.runbook.engine.forecast.ForecastData;
import dev.runbook.engine.inventory.Located;
import dev.runbook.engine.journal.RunLock;
import dev.runbook.engine.journal.RunState;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the first line of a journal records: what ran, from where, with what, by whom; and what a later engine needs to go on. */
final class RunHeader {
    private RunHeader() {}

    /**
     * @param forecast what is expected of the run, so that it can be held against what came; may know nothing
     * @param approved what is to be known of the plan that was approved, or null
     */
    static Map<String, Object> of(Opened opened, List<Path> plugins, Forecast forecast, Map<String, Object> approved) {
        LoadedRunbook runbook = opened.runbook();
        Map<String, Object> header = new LinkedHashMap<>();
        header.put("runbook", opened.name());
        header.put("title", runbook.plan().title());
        header.put("about", runbook.plan().about());
        header.put("environment", opened.environmentName());
        header.put("operator", RunLock.operator());
        header.put("script", runbook.script().toString());
        header.put("bundled", opened.place().bundled());
        header.put(
                "inventory",
                opened.inventory() == null
                        ? null
                        : opened.inventory().toAbsolutePath().normalize().toString());
        header.put(
                "plugins",
                plugins.stream()
                        .map(folder -> folder.toAbsolutePath().normalize().toString())
                        .toList());
        header.put("hash", runbook.hash());
        header.put("git", Git.of(opened.place().folder()));
        header.put("params", shown(runbook.params()));
        header.put("given", given(opened.given()));
        header.put("sources", runbook.sources());
        header.put("forecast", forecast.knowsAnything() ? ForecastData.of(forecast) : null);
        if (approved != null) {
            header.put("approved", approved);
        }
        return header;
    }

    /** The parameters that a run was given, for the engine that goes on with it. */
    @SuppressWarnings("unchecked")
    static Map<String, Located> given(RunState state) {
        Map<String, Located> given = new LinkedHashMap<>();
        ((Map<String, Object>) state.header().getOrDefault("given", Map.of()))
                .forEach((name, value) -> given.put(name, new Located(value, "run " + state.run())));
        return given;
    }

    private static Map<String, Object> given(Map<String, Located> params) {
        Map<String, Object> plain = new LinkedHashMap<>();
        params.forEach((name, located) -> plain.put(name, located.value()));
        return plain;
    }

    private static Map<String, Object> shown(Map<String, Object> params) {
        Map<String, Object> shown = new LinkedHashMap<>();
        params.forEach((name, value) -> shown.put(
                name,
                value == null || value instanceof Number || value instanceof Boolean || value instanceof List
                        ? value
                        : value.toString()));
        return shown;
    }
}
