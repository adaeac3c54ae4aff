package dev.runbook.engine.run;

import dev.runbook.engine.model.Secret;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Hides the values of secrets in whatever is shown or stored. It never touches what is sent. */
public final class Masker {
    /** Shorter values are masked as whole words only: they are likely to be part of something harmless. */
    private static final int SHORT = 6;

    private final List<Pattern> patterns = new CopyOnWriteArrayList<>();

    /** From now on this value is hidden, and each of its lines that is long enough to tell. */
    public synchronized void hide(String value) {
        if (value.isBlank()) {
            return;
        }
        add(value);
        if (value.contains("\n")) {
            value.lines().map(String::strip).filter(line -> line.length() >= SHORT).forEach(this::add);
        }
        patterns.sort(Comparator.comparingInt((Pattern pattern) -> pattern.pattern().length()).reversed());
    }

    private void add(String value) {
        String quoted = Pattern.quote(value);
        Pattern pattern = Pattern.compile(value.length() < SHORT ? "(?<![\\p{L}\\p{N}_])" + quoted + "(?![\\p{L}\\p{N}_])" : quoted);
        if (patterns.stream().noneMatch(known -> known.pattern().equals(pattern.pattern()))) {
            patterns.add(pattern);
        }
    }

    public String mask(String text) {
        if (text == null) {
            return null;
        }
        String masked = text;
        for (Pattern pattern : patterns) {
            masked = pattern.matcher(masked).replaceAll(Matcher.quoteReplacement(Secret.MASK));
        }
        return masked;
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
            Map<Object, Object> masked = new java.util.LinkedHashMap<>();
            map.forEach((key, value) -> masked.put(key, maskData(value)));
            return masked;
        }
        return data instanceof List<?> list ? new java.util.ArrayList<>(list.stream().map(this::maskData).toList()) : data;
    }
}
