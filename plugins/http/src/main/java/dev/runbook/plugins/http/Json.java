package dev.runbook.plugins.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.runbook.engine.model.Pending;
import dev.runbook.engine.model.Raw;
import dev.runbook.engine.model.RunbookException;
import dev.runbook.engine.model.Secret;
import dev.runbook.engine.model.Text;
import java.time.temporal.Temporal;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** Data as JSON, and back. */
final class Json {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private Json() {}

    /** To be sent: secrets in plain. */
    static byte[] revealed(Object data) {
        try {
            return MAPPER.writeValueAsBytes(plain(
                    data, special -> special instanceof Secret secret ? secret.reveal() : ((Text) special).reveal()));
        } catch (JsonProcessingException impossible) {
            throw RunbookException.invalid("http: json: cannot be written as JSON");
        }
    }

    /** To be seen: secrets masked, pending values in ‹›. */
    static String shown(Object data) {
        try {
            return MAPPER.writeValueAsString(plain(data, String::valueOf));
        } catch (JsonProcessingException impossible) {
            throw RunbookException.invalid("http: json: cannot be written as JSON");
        }
    }

    /** Maps, lists, texts, numbers, booleans, null; a fraction is a BigDecimal. */
    static Object parse(String text) throws JsonProcessingException {
        return MAPPER.readValue(text.startsWith("\uFEFF") ? text.substring(1) : text, Object.class);
    }

    /** The same data, each text in it made something else. */
    static Object eachText(Object data, UnaryOperator<Object> change) {
        if (data instanceof Map<?, ?> map) {
            Map<Object, Object> changed = new LinkedHashMap<>();
            map.forEach((key, value) -> changed.put(key, eachText(value, change)));
            return changed;
        }
        if (data instanceof List<?> list) {
            List<Object> changed = new ArrayList<>();
            list.forEach(each -> changed.add(eachText(each, change)));
            return changed;
        }
        return data instanceof String ? change.apply(data) : data;
    }

    private static Object plain(Object value, UnaryOperator<Object> special) {
        if (value instanceof Secret || value instanceof Text || value instanceof Pending) {
            return special.apply(value);
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> plain = new LinkedHashMap<>();
            map.forEach((key, each) -> plain.put(String.valueOf(key), plain(each, special)));
            return plain;
        }
        if (value instanceof Iterable<?> list) {
            List<Object> plain = new ArrayList<>();
            list.forEach(each -> plain.add(plain(each, special)));
            return plain;
        }
        return scalar(value);
    }

    private static Object scalar(Object value) {
        if (value == null || value instanceof Number || value instanceof Boolean) {
            return value;
        }
        if (value instanceof Date date) {
            return date.toInstant().toString();
        }
        boolean text = value instanceof CharSequence
                || value instanceof Character
                || value instanceof Enum
                || value instanceof Raw
                || value instanceof Temporal
                || value instanceof UUID;
        if (!text) {
            throw RunbookException.invalid(
                    "http: json: expected text, numbers, booleans, null, lists and maps of these, found a "
                            + value.getClass().getSimpleName() + ".");
        }
        return value.toString();
    }
}
