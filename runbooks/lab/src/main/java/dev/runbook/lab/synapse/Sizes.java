package dev.runbook.lab.synapse;

import dev.runbook.engine.model.RunbookException;
import dev.runbook.engine.model.Suggestion;
import java.util.Map;
import java.util.TreeMap;

/** How much there is to move: users, rooms, events, media and the bytes of each. */
public record Sizes(Map<String, Integer> numbers) {
    private static final Map<String, Integer> DEFAULTS =
            Map.of("users", 12, "rooms", 8, "events", 3_000, "media", 24, "mediaBytes", 30_000);

    /** Takes what the user asked for; what is left open has its default. */
    public static Sizes parse(Map<String, String> asked) {
        Map<String, Integer> numbers = new TreeMap<>(DEFAULTS);
        asked.forEach((name, value) -> {
            if (!DEFAULTS.containsKey(name)) {
                throw RunbookException.invalid("The laboratory has no size '" + name + "'"
                        + Suggestion.near(name, DEFAULTS.keySet()) + " It has: "
                        + String.join(", ", new TreeMap<>(DEFAULTS).keySet()) + ".");
            }
            numbers.put(name, number(name, value));
        });
        return new Sizes(numbers);
    }

    private static int number(String name, String value) {
        try {
            int number = Integer.parseInt(value.trim().replace("_", ""));
            if (number > 0) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            // said below
        }
        throw RunbookException.invalid(
                "The laboratory's size '" + name + "': expected a whole number from 1 on, found '" + value + "'.");
    }

    int of(String name) {
        return numbers.get(name);
    }
}
