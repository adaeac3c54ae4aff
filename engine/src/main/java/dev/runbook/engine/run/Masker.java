package dev.runbook.engine.run;

import dev.runbook.engine.model.Secret;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Hides the values of secrets in whatever is shown or stored. It never touches what is sent. */
public final class Masker {
    /** Shorter values are masked as whole words only: they are likely to be part of something harmless. */
    private static final int SHORT = 6;

    private final Set<String> values = new LinkedHashSet<>();
    private volatile List<Pattern> patterns = List.of();

    /** From now on this value is hidden, and each of its lines that is long enough to tell. */
    public synchronized void hide(String value) {
        String bare = value.replaceFirst("[\\r\\n]+$", "");
        if (bare.isBlank()) {
            return;
        }
        values.add(bare);
        if (bare.contains("\n")) {
            bare.lines()
                    .map(String::strip)
                    .filter(line -> line.length() >= SHORT)
                    .forEach(values::add);
        }
        patterns = values.stream().map(Masker::pattern).toList();
    }

    private static Pattern pattern(String value) {
        String quoted = Pattern.quote(value);
        return Pattern.compile(
                value.length() < SHORT ? "(?<![\\p{L}\\p{N}_])" + quoted + "(?![\\p{L}\\p{N}_])" : quoted);
    }

    public String mask(String text) {
        if (text == null) {
            return null;
        }
        BitSet hidden = hidden(text);
        if (hidden.isEmpty()) {
            return text;
        }
        StringBuilder masked = new StringBuilder();
        int shown = 0;
        for (int from = hidden.nextSetBit(0); from >= 0; from = hidden.nextSetBit(shown)) {
            masked.append(text, shown, from).append(Secret.MASK);
            shown = hidden.nextClearBit(from);
        }
        return masked.append(text, shown, text.length()).toString();
    }

    /** A file's content, masked; what holds no secret is left as it is, byte for byte. */
    byte[] maskFile(byte[] content) {
        String utf8 = new String(content, StandardCharsets.UTF_8);
        boolean text = Arrays.equals(utf8.getBytes(StandardCharsets.UTF_8), content);
        Charset charset = text ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1;
        String found = text ? utf8 : new String(content, charset);
        return finds(found) ? mask(found).getBytes(charset) : content;
    }

    /** The characters that belong to a secret. All are found before any is replaced: one secret may be a part of another, or overlap it. */
    private BitSet hidden(String text) {
        BitSet hidden = new BitSet();
        for (Pattern pattern : patterns) {
            Matcher matcher = pattern.matcher(text);
            for (int from = 0; from <= text.length() && matcher.find(from); from = matcher.start() + 1) {
                hidden.set(matcher.start(), matcher.end());
            }
        }
        return hidden;
    }

    /** Whether a text holds a secret's value. */
    public boolean finds(String text) {
        return patterns.stream().anyMatch(pattern -> pattern.matcher(text).find());
    }

    /** Every text in a piece of JSON data, masked. */
    public Object maskData(Object data) {
        if (data instanceof String text) {
            return mask(text);
        }
        if (data instanceof Map<?, ?> map) {
            Map<Object, Object> masked = new LinkedHashMap<>();
            map.forEach((key, value) -> masked.put(key, maskData(value)));
            return masked;
        }
        return data instanceof List<?> list
                ? new ArrayList<>(list.stream().map(this::maskData).toList())
                : data;
    }
}
