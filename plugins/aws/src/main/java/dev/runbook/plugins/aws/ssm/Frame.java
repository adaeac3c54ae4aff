package dev.runbook.plugins.aws.ssm;

import dev.runbook.engine.model.OutcomeUnknown;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One answer of a script of ours: a line for each thing that it says. */
record Frame(Map<String, String> said) {
    private static final String END = ".";

    /** An answer that was cut off on the way is none. */
    static Frame of(String place, String text) {
        List<String> lines = text.strip().lines().toList();
        if (lines.isEmpty() || !lines.get(lines.size() - 1).equals(END)) {
            throw new OutcomeUnknown(
                    place + ": an answer of the host is not whole, it has " + text.length()
                            + " characters. Does a start-up file of its shell write much?",
                    null);
        }
        Map<String, String> said = new LinkedHashMap<>();
        for (String line : lines) {
            if (line.startsWith(Scripts.MARK)) {
                String[] parts = line.substring(Scripts.MARK.length()).split(" ", 2);
                said.put(parts[0], parts.length > 1 ? parts[1].strip() : "");
            }
        }
        return new Frame(said);
    }

    boolean says(String what) {
        return said.containsKey(what);
    }

    String text(String what) {
        return said.getOrDefault(what, "");
    }

    /** The words of a line that has so many at least. */
    String[] words(String what, int number) {
        String[] words = text(what).split(" ", number);
        if (words.length < number) {
            throw new IllegalStateException("an answer of the host is not understood: " + said.keySet());
        }
        return words;
    }
}
