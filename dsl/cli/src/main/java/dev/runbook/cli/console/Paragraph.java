package dev.runbook.cli.console;

import java.util.ArrayList;
import java.util.List;

/** Text broken between words. */
public final class Paragraph {
    private Paragraph() {}

    /** Lines of at most {@code width} characters, where the words allow it. */
    public static List<String> wrap(String text, int width) {
        List<String> lines = new ArrayList<>();
        for (String given : text.split("\n", -1)) {
            StringBuilder line = new StringBuilder();
            for (String word : given.strip().split("\\s+")) {
                if (line.length() > 0 && line.length() + 1 + word.length() > width) {
                    lines.add(line.toString());
                    line.setLength(0);
                }
                line.append(line.length() == 0 ? "" : " ").append(word);
            }
            lines.add(line.toString());
        }
        return lines;
    }
}
