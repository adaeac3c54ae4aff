package dev.runbook.dsl.condition;

import dev.runbook.engine.model.Text;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.codehaus.groovy.runtime.powerassert.AssertionRenderer;
import org.codehaus.groovy.runtime.powerassert.ValueRecorder;

/** One asserted expression while it is evaluated: its source text, and the values of its parts by column. */
public final class Recording {
    private static final int LONG = 200;

    private final String source;
    private final ValueRecorder values = new ValueRecorder();
    private final List<String> comparisons = new ArrayList<>();

    Recording(String source) {
        this.source = source;
    }

    void value(int column, Object value) {
        values.record(Text.secretIn(value) ? "••••" : value, column);
    }

    void compared(Object left, String operator, Object right) {
        comparisons.add(show(left) + " " + operator + " " + show(right));
    }

    /** {@code 42 == 42}, the comparisons in the expression with their values; or the expression itself where there are none. */
    String inShort() {
        return comparisons.isEmpty() ? source : String.join(", ", comparisons);
    }

    /** The expression with the value of each part under it. */
    String drawing() {
        try {
            return AssertionRenderer.render(source, values);
        } catch (RuntimeException unshowable) {
            return inShort();
        }
    }

    private static String show(Object value) {
        String text = value instanceof String || value instanceof groovy.lang.GString
                ? "'" + value + "'"
                : String.valueOf(value);
        if (value instanceof Collection<?> || value instanceof Map<?, ?>) {
            text = org.codehaus.groovy.runtime.FormatHelper.inspect(value);
        }
        return text.length() > LONG ? text.substring(0, LONG) + "…" : text;
    }
}
