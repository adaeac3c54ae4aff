package dev.runbook.plugins.http;

import dev.runbook.engine.model.Pending;
import dev.runbook.engine.model.RunbookException;
import dev.runbook.engine.model.Secret;
import dev.runbook.engine.model.Text;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a request carries.
 *
 * @param option the option that gave it: {@code json}, {@code form} or {@code body}; null where there is none
 * @param value  what stood there, secrets unrevealed
 */
record Payload(String option, Object value) {
    private static final List<String> OPTIONS = List.of("json", "form", "body");
    private static final int SHOWN = 2_000;

    static Payload of(String word, Map<String, Object> options) {
        List<String> given = OPTIONS.stream().filter(options::containsKey).toList();
        if (given.size() > 1) {
            throw RunbookException.invalid(
                    word + ": expected one of json:, form: and body:, found " + String.join(": and ", given) + ":.");
        }
        Payload payload =
                given.isEmpty() ? new Payload(null, null) : new Payload(given.get(0), options.get(given.get(0)));
        payload.check(word);
        return payload;
    }

    private void check(String word) {
        if ("form".equals(option) && !(value instanceof Map) && !(value instanceof Pending)) {
            throw RunbookException.invalid(word + ": form: expected a map of names and values.");
        }
        if ("body".equals(option)
                && !(value instanceof CharSequence
                        || value instanceof Text
                        || value instanceof Secret
                        || value instanceof Pending)) {
            throw RunbookException.invalid(word + ": body: expected text"
                    + (value == null
                            ? ", found null."
                            : ", found a " + value.getClass().getSimpleName() + "; for data use json:."));
        }
        if (option != null && shown().contains(Secret.MASK) && !Text.secretIn(value)) {
            throw RunbookException.invalid(
                    word + ": " + option + ": holds a masked secret: pass the secret itself, or a GString with it.");
        }
    }

    String contentType() {
        return option == null
                ? null
                : switch (option) {
                    case "json" -> "application/json";
                    case "form" -> "application/x-www-form-urlencoded";
                    default -> "text/plain; charset=utf-8";
                };
    }

    /** To be sent; null where there is nothing. */
    byte[] bytes() {
        if (option == null) {
            return null;
        }
        return switch (option) {
            case "json" -> Json.revealed(value);
            case "form" -> form(true).getBytes(StandardCharsets.UTF_8);
            default -> revealed(value).getBytes(StandardCharsets.UTF_8);
        };
    }

    /** To be seen; empty where there is nothing. */
    String shown() {
        if (option == null) {
            return "";
        }
        String whole = switch (option) {
            case "json" -> Json.shown(value);
            case "form" -> form(false);
            default -> String.valueOf(value);
        };
        return whole.length() > SHOWN ? whole.substring(0, SHOWN) + "… (" + whole.length() + " characters)" : whole;
    }

    private String form(boolean reveal) {
        if (!(value instanceof Map<?, ?> fields)) {
            return String.valueOf(value);
        }
        return fields.entrySet().stream()
                .map(each -> Url.encoded(String.valueOf(each.getKey())) + "=" + field(each.getValue(), reveal))
                .collect(Collectors.joining("&"));
    }

    private static String field(Object value, boolean reveal) {
        if (value == null) {
            return "";
        }
        return !reveal && (value instanceof Pending || Text.secretIn(value))
                ? String.valueOf(value)
                : Url.encoded(revealed(value));
    }

    static String revealed(Object value) {
        return value instanceof Secret secret
                ? secret.reveal()
                : value instanceof Text text ? text.reveal() : String.valueOf(value);
    }
}
