package dev.runbook.engine.journal;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.runbook.engine.model.Hash;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** An entry as a line of text: {@code {"seq":…,"time":…,"kind":…,"path":…,"data":…,"prev":"HASH","hash":"HASH"}}; the hash is over the line without it. */
final class Line {
    static final String START = "0".repeat(64);
    private static final String HASH = ",\"hash\":\"";

    private Line() {}

    static String write(Entry entry, String previous) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("seq", entry.seq());
        fields.put("time", entry.time().toString());
        fields.put("kind", entry.kind().label());
        fields.put("path", entry.path());
        fields.put("data", entry.data());
        fields.put("prev", previous);
        String open = Json.write(fields);
        String body = open.substring(0, open.length() - 1);
        return body + HASH + Hash.sha256(body) + "\"}";
    }

    static String hash(String line) {
        int at = line.lastIndexOf(HASH);
        return line.substring(at + HASH.length(), line.length() - 2);
    }

    /** The entry of a line that is whole, unchanged, and follows {@code previous}. */
    @SuppressWarnings("unchecked")
    static Entry read(byte[] bytes, String previous, long seq) throws Damaged {
        String line = new String(bytes, StandardCharsets.UTF_8);
        int at = line.lastIndexOf(HASH);
        boolean shaped = at >= 0 && line.endsWith("\"}") && line.length() == at + HASH.length() + START.length() + 2;
        if (!shaped
                || !Arrays.equals(bytes, line.getBytes(StandardCharsets.UTF_8))
                || !Hash.sha256(line.substring(0, at)).equals(hash(line))) {
            throw new Damaged("its hash does not fit its text");
        }
        try {
            Map<String, Object> fields = Json.object(line);
            if (!previous.equals(fields.get("prev")) || ((Number) fields.get("seq")).longValue() != seq) {
                throw new Damaged("it does not follow the line before it");
            }
            return new Entry(
                    seq,
                    Instant.parse((String) fields.get("time")),
                    Kind.of((String) fields.get("kind")),
                    (String) fields.get("path"),
                    (Map<String, Object>) fields.get("data"));
        } catch (JsonProcessingException
                | DateTimeParseException
                | IllegalArgumentException
                | ClassCastException
                | NullPointerException wrong) {
            throw new Damaged("it cannot be read: " + wrong.getMessage());
        }
    }

    /** Why a line is not what was written. */
    static final class Damaged extends Exception {
        Damaged(String why) {
            super(why);
        }
    }
}
