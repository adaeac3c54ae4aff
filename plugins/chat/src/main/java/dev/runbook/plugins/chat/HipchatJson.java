package dev.runbook.plugins.chat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.async.ByteArrayFeeder;
import dev.runbook.engine.model.EffectFailed;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;

/** A list of objects with a single key each, read as it arrives: of each object its key, and the plain values in it by their path, {@code sender.id}. */
final class HipchatJson {
    private static final JsonFactory JSON = new JsonFactory();

    private final String member;
    private final BiConsumer<String, Map<String, String>> each;
    private final JsonParser parser;
    private final String[] path = new String[8];
    private final Map<String, String> values = new LinkedHashMap<>();
    private int depth;

    /** @param each is given the key and the values of each object */
    HipchatJson(String member, BiConsumer<String, Map<String, String>> each) {
        this.member = member;
        this.each = each;
        try {
            this.parser = JSON.createNonBlockingByteArrayParser();
        } catch (IOException impossible) {
            throw new IllegalStateException("a parser without input can be made", impossible);
        }
    }

    void feed(byte[] bytes, int offset, int length) {
        ByteArrayFeeder feeder = (ByteArrayFeeder) parser.getNonBlockingInputFeeder();
        try {
            feeder.feedInput(bytes, offset, offset + length);
            tokens();
        } catch (IOException malformed) {
            throw broken(malformed);
        }
    }

    void end() {
        parser.getNonBlockingInputFeeder().endOfInput();
        try {
            tokens();
        } catch (IOException malformed) {
            throw broken(malformed);
        }
    }

    private EffectFailed broken(IOException malformed) {
        return new EffectFailed("the member " + member + " of the archive is no JSON: " + malformed.getMessage());
    }

    private void tokens() throws IOException {
        for (JsonToken token = parser.nextToken();
                token != null && token != JsonToken.NOT_AVAILABLE;
                token = parser.nextToken()) {
            token(token);
        }
    }

    /** Depth 1 is the list, 2 an object of it, 3 what its key holds. */
    private void token(JsonToken token) throws IOException {
        if (token.isStructStart()) {
            depth++;
        } else if (token.isStructEnd()) {
            depth--;
            if (depth == 1 && token == JsonToken.END_OBJECT) {
                each.accept(path[2], values);
                values.clear();
            }
        } else if (token == JsonToken.FIELD_NAME) {
            if (depth < path.length) {
                path[depth] = parser.currentName();
            }
        } else if (token.isScalarValue() && token != JsonToken.VALUE_NULL && (depth == 3 || depth == 4)) {
            values.put(depth == 3 ? path[3] : path[3] + "." + path[4], value(token));
        }
    }

    /** Texts are long, and only whether there is one counts. */
    private String value(JsonToken token) throws IOException {
        return token == JsonToken.VALUE_STRING && parser.getTextLength() > 64 ? "…" : parser.getText();
    }
}
