package dev.runbook.engine.journal;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.Map;

/** JSON as journals hold it: numbers keep their digits. */
public final class Json {
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();
    private static final ObjectReader OBJECT = MAPPER.readerFor(new TypeReference<Map<String, Object>>() {});

    private Json() {}

    public static String write(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** The value as it would be read back. */
    public static Object roundTrip(Object value) {
        try {
            return MAPPER.readValue(write(value), Object.class);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** The object that a text holds. */
    public static Map<String, Object> object(String text) throws JsonProcessingException {
        return OBJECT.readValue(text);
    }

    /** What takes the fields of an object, one by one. */
    interface Taker {
        /** @param value stands at the field's value, and is left at its end */
        void take(String name, JsonParser value) throws IOException;
    }

    /** Reads an object field by field. What follows it, or is none, is an error. */
    static void fields(byte[] bytes, int from, int length, Taker taker) throws IOException {
        try (JsonParser json = MAPPER.getFactory().createParser(bytes, from, length)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("it is no object");
            }
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                json.nextToken();
                taker.take(name, json);
            }
            if (json.nextToken() != null) {
                throw new IOException("something follows its object");
            }
        }
    }

    /** The object at which the parser stands. */
    static Map<String, Object> object(JsonParser json) throws IOException {
        return OBJECT.readValue(json);
    }
}
