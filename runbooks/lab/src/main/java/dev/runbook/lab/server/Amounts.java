package dev.runbook.lab.server;

import dev.runbook.engine.model.RunbookException;
import dev.runbook.engine.model.Suggestion;
import java.util.Map;
import java.util.TreeMap;

/**
 * The sizes that a laboratory knows.
 *
 * @param defaults how much there is of each where nobody said
 * @param least    the smallest number that makes sense, where it is not 0
 */
public record Amounts(Map<String, Integer> defaults, Map<String, Integer> least) {
    /** Takes what the user asked for; what is left open has its default. */
    public Map<String, Integer> parse(Map<String, String> asked) {
        Map<String, Integer> sizes = new TreeMap<>(defaults);
        asked.forEach((name, value) -> sizes.put(known(name), number(name, value)));
        return sizes;
    }

    private String known(String name) {
        if (!defaults.containsKey(name)) {
            throw RunbookException.invalid(
                    "The laboratory has no size '" + name + "'" + Suggestion.near(name, defaults.keySet()) + " It has: "
                            + String.join(", ", new TreeMap<>(defaults).keySet()) + ".");
        }
        return name;
    }

    private int number(String name, String value) {
        int smallest = least.getOrDefault(name, 0);
        try {
            int number = Integer.parseInt(value.trim().replace("_", ""));
            if (number >= smallest) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            // said below
        }
        throw RunbookException.invalid("The laboratory's size '" + name + "': expected a whole number from " + smallest
                + " on, found '" + value + "'.");
    }
}
