package dev.runbook.engine.report;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Text in Markdown that stays text: whatever a server said, it makes no table, heading, link or HTML. */
final class Markdown {
    private static final Pattern SPECIAL = Pattern.compile("[\\\\`*_{}\\[\\]<>#|!~&@]");
    private static final Pattern FENCE = Pattern.compile("`{3,}");

    private Markdown() {}

    /** On one line. */
    static String text(Object value) {
        String line = String.valueOf(value).replaceAll("[\\p{Cntrl}\\u2028\\u2029]+", " ");
        // an address would become a link by itself
        return SPECIAL.matcher(line).replaceAll("\\\\$0").replaceAll("(?i)\\b(https?|ftp):", "$1\\\\:");
    }

    /** Lines as they are, indented as part of a list. */
    static String block(String text, String indent) {
        String fence = "```";
        Matcher inside = FENCE.matcher(text);
        while (inside.find()) {
            fence = inside.group().length() >= fence.length() ? inside.group() + "`" : fence;
        }
        StringBuilder out = new StringBuilder(indent).append(fence).append('\n');
        text.lines()
                .forEach(line -> out.append(indent)
                        .append(line.replaceAll("\\p{Cntrl}", " "))
                        .append('\n'));
        return out.append(indent).append(fence).append("\n\n").toString();
    }
}
