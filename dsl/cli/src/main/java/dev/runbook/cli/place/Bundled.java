package dev.runbook.cli.place;

import dev.runbook.engine.model.RunbookException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A runbook that comes with this program. */
public record Bundled(Path folder) {
    static final String SCRIPT = "runbook.groovy";

    private static final Pattern TITLE = Pattern.compile("(?m)^title\\s*\\(?\\s*(['\"])((?:\\\\.|(?!\\1).)*)\\1");

    public String name() {
        return folder.getFileName().toString();
    }

    public Path script() {
        return folder.resolve(SCRIPT);
    }

    /** What the script calls itself. Read, not evaluated: a list of runbooks compiles none of them. */
    public String title() {
        try {
            Matcher title = TITLE.matcher(Files.readString(script()));
            return title.find() ? title.group(2).replaceAll("\\\\(.)", "$1") : "";
        } catch (IOException unreadable) {
            throw RunbookException.invalid(script() + " cannot be read: " + unreadable.getMessage());
        }
    }
}
