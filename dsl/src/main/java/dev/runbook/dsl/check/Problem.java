package dev.runbook.dsl.check;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One mistake in a script.
 *
 * @param file       as messages name it
 * @param line       from 1
 * @param column     from 1
 * @param message    what is wrong, with a suggestion where there is one
 * @param sourceLine the line itself
 */
public record Problem(String file, int line, int column, String message, String sourceLine) {
    private static final Pattern MEANT = Pattern.compile("did you mean (?:param )?'([^']+)'");

    /** What was probably meant, or null. */
    public String suggestion() {
        Matcher meant = MEANT.matcher(message);
        return meant.find() ? meant.group(1) : null;
    }

    /** {@code FILE:LINE:COLUMN: message}, the line, and a caret under the column. */
    @Override
    public String toString() {
        return file + ":" + line + ":" + column + ": " + message + "\n" + sourceLine + "\n" + indent() + "^";
    }

    /** As wide as what stands before the column, tabs included. */
    private String indent() {
        String before = sourceLine.substring(0, Math.min(sourceLine.length(), Math.max(0, column - 1)));
        return before.replaceAll("[^\t]", " ");
    }
}
