package dev.runbook.cli.trace;

import dev.runbook.engine.journal.Json;
import dev.runbook.engine.journal.RunState;
import dev.runbook.engine.report.Trace;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Sends a run as a trace when it stops, where {@code OTEL_EXPORTER_OTLP_ENDPOINT} or {@code OTEL_EXPORTER_OTLP_TRACES_ENDPOINT} says where to; else nothing happens. The names are
 * those of the OpenTelemetry specification; the protocol is {@code http/json}. That nobody listens changes nothing about the run.
 */
public final class Tracing {
    public static final String SERVICE = "runbook";
    private static final String ENDPOINT = "OTEL_EXPORTER_OTLP_ENDPOINT";
    private static final String TRACES = "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT";
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final Map<String, String> environment;
    private final Consumer<String> warn;

    private Tracing(Map<String, String> environment, Consumer<String> warn) {
        this.environment = environment;
        this.warn = warn;
    }

    /** @param warn is told when the trace did not arrive */
    public static Tracing of(Map<String, String> environment, Consumer<String> warn) {
        return new Tracing(environment, warn);
    }

    public void send(RunState state) {
        String where = endpoint();
        if (where == null || state.run() == null) {
            return;
        }
        try {
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(where))
                    .timeout(TIMEOUT)
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(text(state)));
            headers(request);
            HttpClient client = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
            int status = client.send(request.build(), HttpResponse.BodyHandlers.discarding())
                    .statusCode();
            if (status / 100 != 2) {
                failed(state, where, "it answered " + status);
            }
        } catch (IOException | IllegalArgumentException unreachable) {
            failed(state, where, unreachable.getMessage() == null ? unreachable.toString() : unreachable.getMessage());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** The trace as OTLP's JSON. */
    public String text(RunState state) {
        String service = environment.getOrDefault("OTEL_SERVICE_NAME", SERVICE);
        String version = Tracing.class.getPackage().getImplementationVersion();
        return Json.write(Trace.of(state, service, version == null ? "unreleased" : version));
    }

    /** Null where nobody asked for traces. */
    private String endpoint() {
        String traces = environment.getOrDefault(TRACES, "");
        String all = environment.getOrDefault(ENDPOINT, "");
        if (Boolean.parseBoolean(environment.get("OTEL_SDK_DISABLED")) || traces.isBlank() && all.isBlank()) {
            return null;
        }
        return traces.isBlank() ? all.strip().replaceFirst("/+$", "") + "/v1/traces" : traces.strip();
    }

    /** {@code key=value,key2=value2}, values as in an address. They may be tokens: nothing says what they are. */
    private void headers(HttpRequest.Builder request) {
        String given = environment.getOrDefault(
                "OTEL_EXPORTER_OTLP_TRACES_HEADERS", environment.get("OTEL_EXPORTER_OTLP_HEADERS"));
        for (String pair : given == null ? new String[0] : given.split(",")) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                try {
                    request.header(
                            pair.substring(0, equals).strip(),
                            URLDecoder.decode(pair.substring(equals + 1).strip(), StandardCharsets.UTF_8));
                } catch (IllegalArgumentException malformed) {
                    throw new IllegalArgumentException("OTEL_EXPORTER_OTLP_HEADERS holds a header that cannot be sent");
                }
            }
        }
    }

    private void failed(RunState state, String where, String why) {
        warn.accept("the trace of run " + state.run() + " did not arrive at " + harmless(where) + ": " + why
                + ". The run is not affected; write it to a file: runbook report " + state.run()
                + " --format otlp -o trace.json");
    }

    /** Without a name and password that may stand in the address. */
    private static String harmless(String address) {
        return address.replaceFirst("//[^/@]*@", "//").replaceFirst("\\?.*", "");
    }
}
