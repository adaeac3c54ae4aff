package dev.runbook.dsl.words.shell;

import dev.runbook.engine.model.RunbookException;
import java.util.regex.Pattern;

/** A value as exactly one word of a POSIX shell command. */
public final class Quote {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./:@%+,=-]+");

    private Quote() {}

    /** Single-quoted, whatever is in it. */
    public static String word(String value) {
        if (value.indexOf('\0') >= 0) {
            throw RunbookException.invalid(
                    "A value with a NUL character cannot be a word of a command: no program can receive it. Pass it through stdin:.");
        }
        return "'" + value.replace("'", "'\\''") + "'";
    }

    /** As a person would type it: quoted only where it must be. For descriptions; what is sent is always quoted. */
    public static String shown(String value) {
        return PLAIN.matcher(value).matches() ? value : word(value);
    }

    /** A path as one word that no program takes for an option; a leading {@code ~/} is the user's home. */
    public static String path(String path) {
        if (path.isEmpty()) {
            throw RunbookException.invalid("A path is empty; expected the path of a file or folder on the host");
        }
        if (path.equals("~")) {
            return "\"$HOME\"";
        }
        if (path.startsWith("~/")) {
            return "\"$HOME\"/" + word(path.substring(2));
        }
        return word(path.startsWith("-") ? "./" + path : path);
    }
}
