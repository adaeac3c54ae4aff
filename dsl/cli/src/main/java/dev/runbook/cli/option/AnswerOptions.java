package dev.runbook.cli.option;

import dev.runbook.engine.model.RunbookException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/** What somebody answers. */
public final class AnswerOptions {
    @Option(
            names = "--tick",
            paramLabel = "N",
            description = "only number N of the list is done, the work goes on; may be repeated")
    List<Integer> ticks = new ArrayList<>();

    @Option(names = "--untick", paramLabel = "N", description = "number N is not done after all; may be repeated")
    List<Integer> unticks = new ArrayList<>();

    @Option(names = "--choice", paramLabel = "CHOICE", description = "the decision, where there are choices")
    String choice;

    @Option(names = "--value", paramLabel = "name=value", description = "the answer to a question; may be repeated")
    List<String> values = new ArrayList<>();

    @Option(names = "--by", paramLabel = "NAME", description = "who says so (default: USER@HOST)")
    public String by;

    /** The places in the list that are done, or are not after all. */
    public Map<Integer, Boolean> ticks() {
        Map<Integer, Boolean> all = new LinkedHashMap<>();
        ticks.forEach(item -> all.put(item, true));
        unticks.forEach(item -> all.put(item, false));
        return all;
    }

    /** The answers by name; the decision is one of them. */
    public Map<String, Object> values(String choiceName) {
        Map<String, Object> all = new LinkedHashMap<>();
        for (String pair : values) {
            int equals = pair.indexOf('=');
            if (equals < 1) {
                throw RunbookException.invalid("--value: expected name=value, found '" + pair + "'");
            }
            all.put(pair.substring(0, equals), pair.substring(equals + 1));
        }
        if (choice != null) {
            all.put(choiceName, choice);
        }
        return all;
    }
}
