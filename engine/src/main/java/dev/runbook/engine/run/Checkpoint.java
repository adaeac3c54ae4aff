package dev.runbook.engine.run;

import dev.runbook.engine.journal.Json;
import dev.runbook.engine.model.EffectFailed;
import dev.runbook.engine.model.Hash;
import dev.runbook.engine.model.Pending;
import dev.runbook.engine.model.RunbookException;
import dev.runbook.engine.model.Secret;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.TemporalAccessor;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A step's result on its way to the journal and back: a live result takes the same way as a checkpointed one, so that resuming changes nothing. */
final class Checkpoint {
    private static final int LIMIT = 1 << 20;
    private static final String INSTANT = "$instant";
    private static final String SECRET = "$secret";

    private final String salt;
    private final Masker masker;

    Checkpoint(String salt, Masker masker) {
        this.salt = salt;
        this.masker = masker;
    }

    /** JSON data, or an error that names the step. */
    Object write(String step, Object result) {
        Object data = data(step, "its result", result);
        String text = String.valueOf(data);
        if (text.length() > LIMIT) {
            throw new EffectFailed("The result of step '" + step
                    + "' is larger than 1 MiB. Keep large things with the run: keep 'NAME', text");
        }
        if (masker.finds(text)) {
            throw new EffectFailed("The result of step '" + step
                    + "' contains a secret in plain text. Leave it out, or read it with secret: true");
        }
        return Json.roundTrip(data);
    }

    /** The value as a script sees it. */
    static Object read(String step, Object data) {
        if (data instanceof Map<?, ?> map) {
            if (map.size() == 1 && map.containsKey(INSTANT)) {
                return Instant.parse((String) map.get(INSTANT));
            }
            if (map.size() == 1 && map.containsKey(SECRET)) {
                throw RunbookException.invalid("The result of step '" + step
                        + "' holds a secret, which is stored nowhere. Read it again: runbook resume --rerun '" + step
                        + "'");
            }
            Map<Object, Object> value = new LinkedHashMap<>();
            map.forEach((key, each) -> value.put(key, read(step, each)));
            return value;
        }
        return data instanceof List<?> list
                ? new ArrayList<>(list.stream().map(each -> read(step, each)).toList())
                : data;
    }

    /** Whether JSON data stands for something that cannot be read back. */
    static boolean lossy(Object data) {
        if (data instanceof Map<?, ?> map) {
            return map.containsKey(SECRET) || map.values().stream().anyMatch(Checkpoint::lossy);
        }
        return data instanceof List<?> list && list.stream().anyMatch(Checkpoint::lossy);
    }

    /** The fingerprints of the secrets in JSON data, in their order. */
    static List<Object> secrets(Object data) {
        if (data instanceof Map<?, ?> map) {
            return map.containsKey(SECRET)
                    ? List.of(map.get(SECRET))
                    : map.values().stream()
                            .map(Checkpoint::secrets)
                            .<Object>flatMap(List::stream)
                            .toList();
        }
        return data instanceof List<?> list
                ? list.stream()
                        .map(Checkpoint::secrets)
                        .<Object>flatMap(List::stream)
                        .toList()
                : List.of();
    }

    private Object data(String step, String where, Object value) {
        if (value == null || value instanceof Boolean || value instanceof String || isPlainNumber(value)) {
            return value;
        }
        if (value instanceof Instant instant) {
            return Map.of(INSTANT, instant.toString());
        }
        if (value instanceof Secret secret) {
            return Map.of(SECRET, Hash.sha256(salt + secret.reveal()));
        }
        if (value instanceof CharSequence
                || value instanceof UUID
                || value instanceof Path
                || value instanceof TemporalAccessor
                || value instanceof Duration
                || value instanceof java.util.Date
                || value instanceof Enum
                || value instanceof Character) {
            return value.toString();
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> data = new LinkedHashMap<>();
            map.forEach((key, each) -> data.put(String.valueOf(key), data(step, where + "." + key, each)));
            return data;
        }
        if (value instanceof Collection<?> list) {
            List<Object> data = new ArrayList<>();
            list.forEach(each -> data.add(data(step, where + "[" + data.size() + "]", each)));
            return data;
        }
        throw new EffectFailed("Step '" + step + "': " + where
                + " must be data (text, numbers, booleans, instants, null, lists and maps of these), found "
                + (value instanceof Pending
                        ? "a pending value"
                        : value.getClass().getSimpleName()));
    }

    private static boolean isPlainNumber(Object value) {
        return value instanceof Integer
                || value instanceof Long
                || value instanceof BigDecimal
                || value instanceof BigInteger
                || value instanceof Double
                || value instanceof Float
                || value instanceof Short
                || value instanceof Byte;
    }
}
