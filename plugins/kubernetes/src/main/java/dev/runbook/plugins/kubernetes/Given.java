package dev.runbook.plugins.kubernetes;

import dev.runbook.engine.model.PendingBranch;
import dev.runbook.engine.model.RunbookException;
import dev.runbook.engine.model.Text;
import java.time.Duration;
import java.util.Map;

/** The options that a word was given. */
record Given(String word, Map<String, Object> all) {
    /** For descriptions: what stands there, or the other. */
    String shown(String name, String otherwise) {
        Object value = all.get(name);
        return value == null ? otherwise : value instanceof Text text ? text.show() : String.valueOf(value);
    }

    /** A text, or null; inside an effect only. */
    String text(String name) {
        Object value = all.get(name);
        if (Text.pendingIn(value)) {
            throw new PendingBranch(String.valueOf(value));
        }
        if (Text.secretIn(value)) {
            throw RunbookException.invalid(word + " " + name + ": expected a text that is no secret");
        }
        return value == null ? null : value instanceof Text text ? text.plain() : value.toString();
    }

    String text(String name, String otherwise) {
        String text = text(name);
        return text == null ? otherwise : text;
    }

    Long number(String name) {
        return all.get(name) instanceof Number number ? (Long) number.longValue() : null;
    }

    boolean flag(String name) {
        return Boolean.TRUE.equals(all.get(name));
    }

    Duration length(String name, Duration otherwise) {
        return all.get(name) instanceof Duration length ? length : otherwise;
    }
}
