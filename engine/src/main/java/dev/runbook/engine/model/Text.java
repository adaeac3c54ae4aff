package dev.runbook.engine.model;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * A text with its interpolated values still apart: {@code "rm ${file} now"} is the strings {@code ["rm ", " now"]} and the values {@code [file]}.
 * Quoting, binding and masking follow from that. Values may be data, {@link Secret}, {@link Pending}, {@link Raw}, or lists of these.
 *
 * @param strings the literal parts, one more than there are values
 * @param values  the interpolated values, in order; an element may be null
 */
public record Text(List<String> strings, List<Object> values) {
    public Text {
        strings = List.copyOf(strings);
        values = Collections.unmodifiableList(new ArrayList<>(values));
        if (strings.size() != values.size() + 1) {
            throw new IllegalArgumentException(strings.size() + " strings do not fit " + values.size() + " values");
        }
    }

    /** A literal without values. */
    public static Text of(String literal) {
        return new Text(List.of(literal), List.of());
    }

    public boolean hasPending() {
        return values.stream().anyMatch(Text::pendingIn);
    }

    public boolean hasSecret() {
        return values.stream().anyMatch(Text::secretIn);
    }

    /** The text as a person may see it: secrets masked, pending values in ‹›. */
    public String show() {
        return join(String::valueOf);
    }

    /** The text with its secrets in plain: for the word that sends it, inside the effect. Lists print as Groovy prints them. */
    public String reveal() {
        if (hasPending()) {
            throw new PendingBranch(show());
        }
        return join(Text::revealed);
    }

    /** The text, which must hold no secret: a path, a name. */
    public String plain() {
        if (hasSecret()) {
            throw RunbookException.invalid(
                    "A secret cannot stand here: " + show() + ". Pass it through env: or stdin:.");
        }
        return reveal();
    }

    private String join(java.util.function.Function<Object, String> render) {
        StringBuilder out = new StringBuilder(strings.get(0));
        for (int i = 0; i < values.size(); i++) {
            out.append(render.apply(values.get(i))).append(strings.get(i + 1));
        }
        return out.toString();
    }

    private static String revealed(Object value) {
        if (value instanceof Secret secret) {
            return secret.reveal();
        }
        if (value instanceof Text text) {
            return text.reveal();
        }
        return String.valueOf(value);
    }

    /** Whether a value is, or holds at any depth, something only a real run can know. */
    public static boolean pendingIn(Object value) {
        return holds(value, Pending.class);
    }

    /** Whether a value is, or holds at any depth, a secret. */
    public static boolean secretIn(Object value) {
        return holds(value, Secret.class);
    }

    private static boolean holds(Object value, Class<?> wanted) {
        if (wanted.isInstance(value)) {
            return true;
        }
        Collection<?> parts = value instanceof Text text
                ? text.values
                : value instanceof Map<?, ?> map
                        ? map.values()
                        : value instanceof Collection<?> list ? list : List.of();
        for (Object each : parts) {
            if (holds(each, wanted)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public String toString() {
        return show();
    }
}
