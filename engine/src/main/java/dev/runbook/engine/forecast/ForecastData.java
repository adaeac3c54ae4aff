package dev.runbook.engine.forecast;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A forecast as data: one JSON object, whose fields are added over time and never renamed. Instants are ISO 8601 in UTC, lengths seconds; unknown ones are null. */
public final class ForecastData {
    private ForecastData() {}

    public static Map<String, Object> of(Forecast forecast) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("begins", forecast.begins().due().toString());
        data.put("ends", moment(forecast.ends()));
        data.put("coverage", Length.COVERAGE);
        data.put("runs", forecast.history().runs().stream().map(PastRun::run).toList());
        data.put("machineSeconds", forecast.seconds(false));
        data.put("peopleSeconds", forecast.seconds(true));
        data.put(
                "outages", forecast.outages().stream().map(ForecastData::outage).toList());
        data.put(
                "humanActions",
                forecast.humanActions().stream().map(ForecastData::step).toList());
        data.put("steps", forecast.steps().stream().map(ForecastData::step).toList());
        data.put(
                "dominating",
                forecast.dominating().stream().map(StepForecast::path).toList());
        data.put("assumed", forecast.gaps());
        return data;
    }

    private static Map<String, Object> outage(OutageForecast outage) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("name", outage.name());
        data.put("begins", moment(outage.begins()));
        data.put("ends", outage.ends() == null ? null : moment(outage.ends()));
        length(outage.length(), data);
        return data;
    }

    private static Map<String, Object> step(StepForecast step) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("path", step.path());
        data.put("name", step.name());
        data.put("phase", step.phase());
        data.put("kind", step.kind());
        data.put("who", step.who());
        data.put("outcome", step.outcome().label());
        data.put("due", moment(step.due()));
        data.put("ends", moment(step.ends()));
        length(step.length(), data);
        data.put("basis", step.length().basis().label());
        data.put("how", step.length().how());
        data.put("samples", step.length().samples());
        data.put("critical", step.critical());
        return data;
    }

    private static void length(Length length, Map<String, Object> data) {
        data.put("seconds", length.known() ? rounded(length.seconds()) : null);
        data.put("between", length.known() ? List.of(rounded(length.low()), rounded(length.high())) : null);
    }

    private static Map<String, Object> moment(Moment moment) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("at", moment.due().toString());
        data.put("earliest", moment.earliest().toString());
        data.put("latest", moment.latest().toString());
        data.put("atLeast", moment.atLeast());
        return data;
    }

    private static double rounded(double seconds) {
        return Math.round(seconds * 1000) / 1000.0;
    }
}
