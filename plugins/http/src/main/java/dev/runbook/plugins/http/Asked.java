package dev.runbook.plugins.http;

import dev.runbook.engine.model.Durations;
import dev.runbook.engine.model.Pending;
import dev.runbook.engine.model.RunbookException;
import dev.runbook.engine.model.Secret;
import dev.runbook.engine.model.Text;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * A request as the script wrote it, secrets unrevealed.
 *
 * @param word      {@code http.get}
 * @param method    {@code GET}
 * @param headers   values by name
 * @param connectTo where to connect instead of the URL's host, or null
 * @param ca        a file of authorities that are trusted too, or null
 * @param ok        the statuses that pass; empty: all
 * @param secret    whether the answer is a secret
 */
record Asked(
        String word,
        String method,
        Text url,
        Map<String, Object> headers,
        Payload payload,
        Object connectTo,
        Object ca,
        Duration timeout,
        List<Integer> ok,
        boolean secret) {
    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final Set<String> OURS =
            Set.of("host", "content-length", "connection", "expect", "upgrade", "transfer-encoding");

    static Asked of(String word, String method, Map<String, Object> options, Text url) {
        Object timeout = options.get("timeout");
        Asked asked = new Asked(
                word,
                method,
                url,
                headers(word, options.get("headers")),
                Payload.of(word, options),
                options.get("connectTo"),
                options.get("ca"),
                timeout == null ? TIMEOUT : Durations.parse(timeout, word + " timeout:"),
                statuses(word, options.get("ok")),
                Boolean.TRUE.equals(options.get("secret")));
        if (!Text.pendingIn(asked.inputs()) && !url.hasSecret()) {
            Url.of(url);
        }
        return asked;
    }

    /** Everything that a pending value may be in. */
    List<Object> inputs() {
        List<Object> inputs = new ArrayList<>(List.of(url, headers));
        inputs.add(payload.value());
        inputs.add(connectTo);
        inputs.add(ca);
        return inputs;
    }

    boolean safe() {
        return method.equals("GET") || method.equals("HEAD");
    }

    /** As it would be sent: request line, headers, body. */
    String shown() {
        StringBuilder shown = new StringBuilder(method).append(' ').append(Url.show(url));
        if (connectTo != null) {
            shown.append("  (connecting to ").append(connectTo).append(')');
        }
        headers.forEach(
                (name, value) -> shown.append('\n').append(name).append(": ").append(value));
        if (payload.option() != null) {
            shown.append('\n').append(payload.shown());
        }
        return shown.toString();
    }

    /** For messages. */
    String label() {
        return method + " " + Url.show(url);
    }

    /** The headers to be sent, secrets in plain. */
    Map<String, String> revealedHeaders() {
        Map<String, String> revealed = new LinkedHashMap<>();
        headers.forEach((name, value) -> {
            String plain = Payload.revealed(value);
            if (plain.chars().anyMatch(c -> c < ' ' && c != '\t' || c == 127)) {
                throw RunbookException.invalid(word + ": the header " + name
                        + " holds a line end or another control character; a header is one line.");
            }
            revealed.put(name, plain);
        });
        if (payload.contentType() != null && revealed.keySet().stream().noneMatch("content-type"::equalsIgnoreCase)) {
            revealed.put("Content-Type", payload.contentType());
        }
        return revealed;
    }

    /** The secrets in it, in plain; for masking alone. */
    List<String> secrets() {
        List<String> found = new ArrayList<>();
        inputs().forEach(each -> collect(each, found));
        return found;
    }

    private static void collect(Object value, List<String> found) {
        if (value instanceof Secret secret) {
            found.add(secret.reveal());
        } else if (value instanceof Text text) {
            text.values().forEach(each -> collect(each, found));
        } else if (value instanceof Map<?, ?> map) {
            map.values().forEach(each -> collect(each, found));
        } else if (value instanceof Iterable<?> list) {
            list.forEach(each -> collect(each, found));
        }
    }

    private static Map<String, Object> headers(String word, Object given) {
        if (given == null) {
            return Map.of();
        }
        if (!(given instanceof Map<?, ?> map)) {
            throw RunbookException.invalid(
                    word + ": headers: expected a map such as [Accept: 'application/json'], found "
                            + (given instanceof Pending
                                    ? given
                                    : "a " + given.getClass().getSimpleName()) + ".");
        }
        Map<String, Object> headers = new LinkedHashMap<>();
        map.forEach((key, value) -> headers.put(name(word, String.valueOf(key)), value(word, key, value)));
        return headers;
    }

    private static String name(String word, String name) {
        if (OURS.contains(name.toLowerCase(Locale.ROOT))) {
            throw RunbookException.invalid(word + ": the header " + name + " follows from the request itself"
                    + (name.equalsIgnoreCase("host")
                            ? "; to ask one server for another's name write that name into the URL and the server into connectTo:."
                            : "."));
        }
        if (!name.matches("[A-Za-z0-9!#$%&'*+.^_`|~-]+")) {
            throw RunbookException.invalid(word + ": '" + name + "' cannot be the name of a header.");
        }
        return name;
    }

    private static Object value(String word, Object name, Object value) {
        if (value == null || value instanceof Map || value instanceof Iterable) {
            throw RunbookException.invalid(word + ": the header " + name + " is "
                    + (value == null ? "null" : "a " + value.getClass().getSimpleName()) + "; expected text.");
        }
        if (value instanceof CharSequence text && text.toString().contains(Secret.MASK)) {
            throw RunbookException.invalid(word + ": the header " + name
                    + " holds a masked secret: pass the secret itself, or a GString with it.");
        }
        return value;
    }

    private static List<Integer> statuses(String word, Object given) {
        List<?> list = given == null ? List.of() : given instanceof List<?> several ? several : List.of(given);
        List<Integer> statuses = new ArrayList<>();
        for (Object each : list) {
            if (!(each instanceof Number status) || status.intValue() < 100 || status.intValue() > 599) {
                throw RunbookException.invalid(
                        word + ": ok: expected a list of statuses such as [200, 404], found '" + each + "'.");
            }
            statuses.add(status.intValue());
        }
        return statuses;
    }
}
