package dev.runbook.dsl.check;

import dev.runbook.engine.model.Text;
import dev.runbook.engine.spi.Block;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Whether what is known of a value lets it be what a word wants. In doubt it does: the run judges then. */
final class Fits {
    private Fits() {}

    static boolean mayBe(Class<?> wanted, Type found) {
        if (!found.known() || wanted == Object.class || wanted.isAssignableFrom(found.javaClass())) {
            return true;
        }
        if (wanted == Duration.class) {
            return found.isText();
        }
        if (wanted == String.class) {
            return found.isText() || found.is(java.nio.file.Path.class);
        }
        if (wanted == Text.class) {
            return !found.is(groovy.lang.Closure.class);
        }
        if (wanted.isPrimitive() || Number.class.isAssignableFrom(wanted)) {
            return found.is(Number.class) || found.is(Boolean.class);
        }
        if (wanted == Boolean.class || wanted == Map.class || wanted == Pattern.class || wanted == Class.class) {
            return false;
        }
        if (wanted == List.class || wanted == Collection.class) {
            return found.is(Collection.class);
        }
        return wanted == Block.class ? found.is(groovy.lang.Closure.class) : !data(found);
    }

    private static boolean data(Type found) {
        return found.isText()
                || found.is(Number.class)
                || found.is(Boolean.class)
                || found.is(Collection.class)
                || found.is(Map.class);
    }

    static String expectation(Class<?> wanted) {
        if (wanted == Duration.class) {
            return "a duration such as 500ms, 30s, 10m, 8h, 2d or 1h30m";
        }
        if (wanted == Block.class) {
            return "a block { … }";
        }
        if (wanted == Boolean.class || wanted == boolean.class) {
            return "true or false";
        }
        if (wanted == String.class || wanted == Text.class) {
            return "a text";
        }
        if (wanted == List.class || wanted == Collection.class) {
            return "a list";
        }
        if (wanted == Map.class) {
            return "a map [name: value]";
        }
        if (wanted == Pattern.class) {
            return "a pattern ~/…/";
        }
        boolean whole = wanted == Integer.class || wanted == Long.class || wanted == int.class || wanted == long.class;
        return whole
                ? "a whole number"
                : Number.class.isAssignableFrom(wanted) || wanted.isPrimitive()
                        ? "a number"
                        : wanted == Class.class ? "a type" : wanted.getSimpleName();
    }
}
