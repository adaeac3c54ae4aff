package dev.runbook.dsl.words.host;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.runbook.engine.model.EffectFailed;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** What a command gave: its text, its errors, its status. It counts as its text. */
public final class Output implements CharSequence {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final int SHOWN = 300;

    private final String text;
    private final String err;
    private final int status;

    public Output(String text, String err, int status) {
        this.text = Objects.requireNonNull(text, "text");
        this.err = Objects.requireNonNull(err, "err");
        this.status = status;
    }

    /** Standard output, whole: with its last line end. */
    public String getText() {
        return text;
    }

    /** Standard error, its first MiB. */
    public String getErr() {
        return err;
    }

    public int getStatus() {
        return status;
    }

    /** Standard output, a line each, without line ends; the list is the caller's own. */
    public List<String> getLines() {
        return new ArrayList<>(text.lines().toList());
    }

    /** The text without white space around it. */
    public String trim() {
        return text.strip();
    }

    /** Standard output as data: maps, lists, texts, numbers, booleans, null. */
    public Object getJson() {
        try {
            return JSON.readValue(text, Object.class);
        } catch (JsonProcessingException malformed) {
            String found = text.isBlank()
                    ? "nothing"
                    : "'" + (text.length() > SHOWN ? text.substring(0, SHOWN) + "…" : text.strip()) + "'";
            throw new EffectFailed("json: expected that the command prints one JSON document, found " + found);
        }
    }

    @Override
    public int length() {
        return text.length();
    }

    @Override
    public char charAt(int index) {
        return text.charAt(index);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return text.subSequence(start, end);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Output output
                && text.equals(output.text)
                && err.equals(output.err)
                && status == output.status;
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
