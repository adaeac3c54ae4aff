package dev.runbook.plugins.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.runbook.engine.model.EffectFailed;
import dev.runbook.engine.model.Hash;
import dev.runbook.engine.model.Secret;
import java.net.http.HttpHeaders;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a server answered. It counts as its text. */
public final class Response {
    private static final Pattern CHARSET = Pattern.compile("(?i)charset=\"?([A-Za-z0-9._:-]+)");
    private static final int SHOWN = 300;

    private final String request;
    private final int status;
    private final TreeMap<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final byte[] body;
    private final boolean secret;

    Response(String request, int status, HttpHeaders headers, byte[] body, boolean secret) {
        this.request = request;
        this.status = status;
        headers.map().forEach((name, values) -> this.headers.put(name, values.get(0)));
        this.body = body.clone();
        this.secret = secret;
    }

    /** 200, 404, … */
    public int getStatus() {
        return status;
    }

    /** The first value of each header; names in any case. */
    public Map<String, Object> getHeaders() {
        Map<String, Object> shown = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.forEach((name, value) -> shown.put(name, guarded(value)));
        return Collections.unmodifiableMap(shown);
    }

    /** The body as text, or as a Secret where the request said so. */
    public Object getText() {
        return guarded(decoded());
    }

    /** The body as data: maps, lists, texts, numbers, booleans, null; where the request said so each text in it is a Secret. */
    public Object getJson() {
        try {
            return Json.eachText(Json.parse(decoded()), this::guarded);
        } catch (JsonProcessingException malformed) {
            throw new EffectFailed(request + ": expected JSON, found "
                    + (body.length == 0 ? "an empty body" : secret ? Secret.MASK : excerpt()) + " (status " + status
                    + ", " + headers.getOrDefault("Content-Type", "no Content-Type") + ")");
        }
    }

    /** The SHA-256 of the body's bytes, in lower-case hexadecimal digits. */
    public Object getSha256() {
        return guarded(Hash.sha256(body));
    }

    /** The beginning of the body, for messages. */
    String excerpt() {
        String text = decoded().strip();
        return "'" + (text.length() > SHOWN ? text.substring(0, SHOWN) + "…" : text) + "'";
    }

    private Object guarded(Object text) {
        return secret ? Secret.of(request, String.valueOf(text)) : text;
    }

    private String decoded() {
        Matcher charset = CHARSET.matcher(headers.getOrDefault("Content-Type", ""));
        try {
            return new String(body, charset.find() ? Charset.forName(charset.group(1)) : StandardCharsets.UTF_8);
        } catch (IllegalCharsetNameException | UnsupportedCharsetException unknown) {
            return new String(body, StandardCharsets.UTF_8);
        }
    }

    @Override
    public String toString() {
        return getText().toString();
    }
}
