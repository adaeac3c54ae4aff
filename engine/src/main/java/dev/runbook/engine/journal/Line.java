package dev.runbook.engine.journal;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.util.Map;

/**
 * An entry as a line of text: {@code {"seq":…,"time":…,"kind":…,"path":…,"data":…,"synced":…,"prev":"HASH","hash":"HASH"}}; the hash is over the line
 * without it. {@code synced} says how many entries were known to be on the disk when the line was written: of the others, a crash of the machine may
 * take any.
 */
final class Line {
    static final String START = "0".repeat(64);
    private static final String HASH = ",\"hash\":\"";
    private static final int TAIL = HASH.length() + START.length() + 2;

    private Line() {}

    /** @param data JSON already */
    static byte[] write(Entry entry, String data, long synced, String previous) {
        String body = "{\"seq\":" + entry.seq()
                + ",\"time\":\"" + entry.time()
                + "\",\"kind\":\"" + entry.kind().label()
                + "\",\"path\":" + Json.write(entry.path())
                + ",\"data\":" + data
                + ",\"synced\":" + synced
                + ",\"prev\":\"" + previous + "\"";
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        byte[] tail = (HASH + Sha256.hex(bytes, 0, bytes.length) + "\"}\n").getBytes(StandardCharsets.US_ASCII);
        byte[] line = java.util.Arrays.copyOf(bytes, bytes.length + tail.length);
        System.arraycopy(tail, 0, line, bytes.length, tail.length);
        return line;
    }

    /** The hash that a line ends with; the line's end is no part of it. */
    static String hash(byte[] file, int to) {
        return new String(file, to - START.length() - 2, START.length(), StandardCharsets.US_ASCII);
    }

    /** Whether a line's hash fits its text; the line's end is no part of it. */
    static boolean isWhole(byte[] file, int from, int to) {
        int body = to - from - TAIL;
        return body > 0
                && file[to - 1] == '}'
                && file[to - 2] == '"'
                && HASH.equals(new String(file, from + body, HASH.length(), StandardCharsets.US_ASCII))
                && Sha256.fits(file, from, body, to - START.length() - 2);
    }

    /** How many entries were on the disk for certain when this whole line was written. */
    static long synced(byte[] file, int from, int to) {
        try {
            long[] synced = {0};
            Json.fields(file, from, to - from, (name, value) -> {
                if (name.equals("synced")) {
                    synced[0] = value.getLongValue();
                } else {
                    value.skipChildren();
                }
            });
            return synced[0];
        } catch (IOException unreadable) {
            return Long.MAX_VALUE;
        }
    }

    /** The entry of a line that is whole, unchanged, and follows {@code previous}; where its end is missing ({@code to} is -1) it is not. */
    static Entry read(byte[] file, int from, int to, String previous, long seq) throws Damaged {
        if (!isWhole(file, from, to)) {
            throw new Damaged("its hash does not fit its text");
        }
        Fields fields = new Fields();
        try {
            Json.fields(file, from, to - from, fields);
            if (!previous.equals(fields.prev) || fields.seq != seq) {
                throw new Damaged("it does not follow the line before it");
            }
            return new Entry(seq, Timestamp.read(fields.time), kind(fields.kind), fields.path, fields.data);
        } catch (IOException | DateTimeException | ClassCastException | NullPointerException wrong) {
            throw new Damaged("it cannot be read: " + wrong.getMessage());
        }
    }

    /** What a line says, field by field: a resumed run reads a hundred thousand of them. */
    private static final class Fields implements Json.Taker {
        private long seq = -1;
        private String time;
        private String kind;
        private String path;
        private String prev;
        private Map<String, Object> data;

        @Override
        public void take(String name, JsonParser value) throws IOException {
            switch (name) {
                case "seq" -> seq = value.getLongValue();
                case "time" -> time = value.getText();
                case "kind" -> kind = value.getText();
                case "path" -> path = value.currentToken() == JsonToken.VALUE_NULL ? null : value.getText();
                case "prev" -> prev = value.getText();
                case "data" -> data = Json.object(value);
                default -> value.skipChildren();
            }
        }
    }

    private static Kind kind(String label) throws Damaged {
        return Kind.find(label)
                .orElseThrow(() ->
                        new Damaged("this version of runbook knows no entry '" + label + "'; a newer one wrote it"));
    }

    /** Why a line is not what was written. */
    static final class Damaged extends Exception {
        Damaged(String why) {
            super(why);
        }
    }
}
