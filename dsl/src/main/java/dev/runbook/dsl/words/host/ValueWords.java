package dev.runbook.dsl.words.host;

import dev.runbook.dsl.words.shell.Words;
import dev.runbook.engine.model.Pending;
import dev.runbook.engine.model.Raw;
import dev.runbook.engine.model.RunbookException;
import dev.runbook.engine.model.Text;
import dev.runbook.engine.spi.Option;
import dev.runbook.engine.spi.Place;
import dev.runbook.engine.spi.StepScope;
import dev.runbook.engine.spi.TargetName;
import dev.runbook.engine.spi.Word;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Words that mark a value for other words, or keep it. */
public final class ValueWords {
    private ValueWords() {}

    @Word(
            "Marks a list that may be empty for a command: \"rm -f -- ${words(list)}\" has no word there then. Without it an empty list is an error.")
    public static Object words(StepScope scope, Object list) {
        if (list instanceof Pending) {
            return list;
        }
        if (list instanceof Collection<?> items) {
            return new Words(items);
        }
        throw RunbookException.invalid(
                "words(…): expected a list, found " + (list == null ? "null" : "'" + list + "'"));
    }

    @Word(
            "Text that goes into a command or statement as it stands, unquoted and unbound: its author vouches for it. A secret cannot be raw.")
    public static Object raw(StepScope scope, Object text) {
        if (Text.secretIn(text)) {
            throw RunbookException.invalid(
                    "raw(…): a secret cannot be raw, since it would become part of an argument; interpolate it, or pass it through env: or stdin:");
        }
        if (Text.pendingIn(text)) {
            return text instanceof Text parts ? new Pending(parts.show()) : text;
        }
        if (text == null || text instanceof Collection<?> || text instanceof Map<?, ?>) {
            throw RunbookException.invalid(
                    "raw(…): expected a text, found " + (text == null ? "null" : "'" + text + "'; join it first"));
        }
        return text instanceof Raw ? text : new Raw(text instanceof Text parts ? parts.reveal() : text.toString());
    }

    @Word(
            "Names one end of a copy or sync: a path on a host. A folder with a trailing slash means what is in it, without the folder itself.")
    @Option(name = "as", about = "the user that reads or writes there; unless said the login user")
    public static Object place(
            StepScope scope, Map<String, Object> options, @TargetName("host") String host, Text path) {
        scope.target("host", host);
        return new Place(host, path, new dev.runbook.dsl.words.value.Given("place", options).text("as"));
    }

    @Word(
            "Keeps a value (data, no secret) that is about to be overwritten: it is on the disk before the next effect. Gives the value; in a resumed or repeated attempt of the step it gives "
                    + "the one that was remembered first, so that a value which the step itself has written is never taken for the old one.")
    public static Object remember(StepScope scope, String name, Object value) {
        if (Text.secretIn(value)) {
            throw RunbookException.invalid("remember '" + name
                    + "': a secret is never stored; remember what it belongs to, or read it again with secret: true");
        }
        if (Text.pendingIn(value)) {
            return value;
        }
        Object earlier = scope.remembered(name);
        if (earlier != null) {
            return earlier;
        }
        Object data = data(value);
        scope.remember(name, data);
        return data;
    }

    /** Outputs and texts count as their text. */
    private static Object data(Object value) {
        if (value instanceof Text text) {
            return text.reveal();
        }
        return value instanceof CharSequence
                ? value.toString()
                : value instanceof Collection<?> list ? List.copyOf(list) : value;
    }
}
