package dev.runbook.engine.forecast;

import dev.runbook.engine.model.RunbookException;
import dev.runbook.engine.model.Suggestion;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** How much there is to do this time, by the unit of {@code measure}; what it does not name is as much as the last time. */
public record Scale(Map<String, Double> sizes) {
    public static final Scale NONE = new Scale(Map.of());

    public Scale {
        sizes = Collections.unmodifiableMap(new LinkedHashMap<>(sizes));
    }

    /** From {@code files=152772}; a unit that no run measured is an error. */
    public static Scale parse(List<String> pairs, History history) {
        Map<String, Double> sizes = new LinkedHashMap<>();
        for (String pair : pairs) {
            int equals = pair.indexOf('=');
            String unit = pair.substring(0, Math.max(0, equals)).strip();
            double amount = amount(pair.substring(equals + 1));
            if (unit.isEmpty() || !(amount > 0)) {
                throw RunbookException.invalid(
                        "--scale: expected UNIT=AMOUNT with an amount over 0, such as files=152772, found '" + pair
                                + "'");
            }
            if (!history.units().contains(unit)) {
                throw RunbookException.invalid("--scale: no finished run measured '" + unit + "'"
                        + Suggestion.near(unit, history.units())
                        + (history.units().isEmpty()
                                ? "; a step says how much it did with: measure " + unit + ": AMOUNT"
                                : "; measured were: " + String.join(", ", new TreeSet<>(history.units()))));
            }
            sizes.put(unit, amount);
        }
        return new Scale(sizes);
    }

    private static double amount(String text) {
        try {
            return Double.parseDouble(text.strip().replaceAll("[_' ]", ""));
        } catch (NumberFormatException notANumber) {
            return Double.NaN;
        }
    }

    /** Also with what a run itself found there to be. */
    Scale with(Map<String, Double> found) {
        Map<String, Double> all = new LinkedHashMap<>(sizes);
        all.putAll(found);
        return new Scale(all);
    }
}
