package dev.runbook.dsl.script;

import dev.runbook.dsl.pending.PendingValue;
import dev.runbook.dsl.registry.Registry;
import dev.runbook.dsl.registry.WordSpec;
import dev.runbook.engine.model.Pending;
import dev.runbook.engine.model.RunbookException;
import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** How a call in a script finds its word's method and its arguments become what the method takes. */
public final class Dispatch {
    private Dispatch() {}

    /**
     * @param label    how messages name the word
     * @param words    the ways to call it
     * @param receiver the scope of a top-level word, the facade of one on a value
     */
    public static Object call(String label, List<WordSpec> words, Object receiver, Object[] arguments) {
        WordSpec word = choose(label, words, arguments);
        Object[] inward = Arguments.of(label, word, arguments).array(word.isStatic() ? receiver : null);
        try {
            return outward(word.method().invoke(word.isStatic() ? null : receiver, inward));
        } catch (InvocationTargetException thrown) {
            throw Sneaky.rethrow(thrown.getCause());
        } catch (IllegalAccessException closed) {
            throw new IllegalStateException(label + " is not public: " + word.method(), closed);
        }
    }

    /** A word's value as the script sees it. */
    public static Object outward(Object value) {
        if (value instanceof Pending pending) {
            return PendingValue.of(pending);
        }
        return value != null && Registry.isFacade(value.getClass()) ? new FacadeProxy(value) : value;
    }

    static Object[] array(Object arguments) {
        if (arguments instanceof Object[] array) {
            return array;
        }
        return arguments == null ? new Object[0] : new Object[] {arguments};
    }

    private static WordSpec choose(String label, List<WordSpec> words, Object[] arguments) {
        boolean named = arguments.length > 0 && arguments[0] instanceof Map;
        if (words.size() == 1 && fits(words.get(0), arguments, named)) {
            return words.get(0);
        }
        List<WordSpec> fitting =
                words.stream().filter(word -> fits(word, arguments, named)).toList();
        if (fitting.isEmpty()) {
            throw RunbookException.invalid(label + ": expected "
                    + words.stream().map(Dispatch::signature).collect(Collectors.joining(" or ")) + ", found "
                    + (arguments.length - (named ? 1 : 0)) + " positional argument(s)");
        }
        return fitting.stream()
                .filter(word -> Arguments.typesFit(word, arguments))
                .findFirst()
                .orElse(fitting.get(0));
    }

    private static boolean fits(WordSpec word, Object[] arguments, boolean named) {
        return word.fits(arguments.length - (named && word.takesOptions() ? 1 : 0));
    }

    private static String signature(WordSpec word) {
        return word.name()
                + word.parameters().stream()
                        .map(each -> each.getName().toUpperCase(java.util.Locale.ROOT))
                        .toList()
                        .toString()
                        .replace('[', '(')
                        .replace(']', ')');
    }

    static List<Object> list(Object[] array) {
        return Arrays.asList(array);
    }
}
