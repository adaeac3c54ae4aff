package dev.runbook.dsl.words.value;

import dev.runbook.engine.model.RunbookException;
import dev.runbook.engine.model.Secret;
import dev.runbook.engine.model.Text;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Map;

/** A value of a script on its way to a host: as text or bytes. Inside an effect only, since it reveals secrets. */
public final class Payload {
    private Payload() {}

    /** The text of data; a list or map is an error, since nobody knows in which form it is meant. */
    public static String text(Object value) {
        if (value == null) {
            throw RunbookException.invalid("A value is null; expected a text");
        }
        if (value instanceof Collection<?> || value instanceof Map<?, ?>) {
            throw RunbookException.invalid(
                    "A list or map cannot be sent as it is; make a text of it first: list.join('\\n'), or editJson for a file");
        }
        if (value instanceof Text text) {
            return text.reveal();
        }
        return value instanceof Secret secret ? secret.reveal() : value.toString();
    }

    public static byte[] bytes(Object value) {
        return value instanceof byte[] bytes ? bytes : text(value).getBytes(StandardCharsets.UTF_8);
    }

    /** A value with a secret in it, as a secret. */
    public static Secret secret(Object value) {
        return value instanceof Secret secret ? secret : Secret.late("a text with a secret", () -> text(value));
    }

    /** As a person may see it. */
    public static String shown(Object value) {
        return value instanceof Text text ? text.show() : String.valueOf(value);
    }
}
