package dev.runbook.dsl.script;

import dev.runbook.dsl.registry.Level;
import dev.runbook.dsl.registry.WordSpec;
import dev.runbook.engine.model.Durations;
import dev.runbook.engine.model.Pending;
import dev.runbook.engine.model.PendingBranch;
import dev.runbook.engine.model.Raw;
import dev.runbook.engine.model.RunbookException;
import dev.runbook.engine.model.Secret;
import dev.runbook.engine.model.Suggestion;
import dev.runbook.engine.model.Text;
import dev.runbook.engine.spi.Block;
import dev.runbook.engine.spi.Code;
import dev.runbook.engine.spi.Option;
import groovy.lang.Closure;
import groovy.lang.GString;
import java.lang.reflect.Parameter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.codehaus.groovy.runtime.typehandling.DefaultTypeTransformation;
import org.codehaus.groovy.runtime.typehandling.GroovyCastException;

/** The arguments of one call, as the word's method takes them. */
record Arguments(WordSpec word, Map<String, Object> options, List<Object> positional) {

    static Arguments of(String label, WordSpec word, Object[] given) {
        boolean named = word.takesOptions() && given.length > 0 && given[0] instanceof Map;
        Map<String, Object> options = named ? options(label, word, (Map<?, ?>) given[0]) : new LinkedHashMap<>();
        for (Option option : word.options()) {
            if (option.required() && !options.containsKey(option.name())) {
                throw RunbookException.invalid(label + ": " + option.name() + ": is missing (" + option.about() + ")");
            }
        }
        return new Arguments(
                word, options, positional(label, word, Arrays.asList(given).subList(named ? 1 : 0, given.length)));
    }

    /** The method's arguments; {@code scope} goes first where it is not null. */
    Object[] array(Object scope) {
        List<Object> all = new ArrayList<>();
        if (scope != null) {
            all.add(scope);
        }
        if (word.takesOptions()) {
            all.add(options);
        }
        all.addAll(positional);
        return all.toArray();
    }

    /** Whether the positional arguments are of the parameters' types, to choose between overloads. */
    static boolean typesFit(WordSpec word, Object[] given) {
        int from = word.takesOptions() && given.length > 0 && given[0] instanceof Map ? 1 : 0;
        List<Parameter> parameters = word.parameters();
        for (int i = from; i < given.length; i++) {
            Parameter parameter = parameters.get(Math.min(i - from, parameters.size() - 1));
            if (!accepts(parameter, given[i])) {
                return false;
            }
        }
        return true;
    }

    private static boolean accepts(Parameter parameter, Object value) {
        Class<?> type = parameter.isVarArgs() ? parameter.getType().getComponentType() : parameter.getType();
        if (type == Block.class) {
            return value instanceof Closure || value instanceof Block;
        }
        if (value instanceof Closure) {
            return type == Object.class;
        }
        if (type == Text.class || type == String.class) {
            return value instanceof CharSequence
                    || value instanceof Text
                    || value instanceof Pending
                    || value instanceof Secret
                    || value instanceof Raw;
        }
        return value == null || type.isPrimitive() || type.isInstance(value) || value instanceof Pending;
    }

    private static Map<String, Object> options(String label, WordSpec word, Map<?, ?> given) {
        Map<String, Object> options = new LinkedHashMap<>();
        given.forEach((key, value) -> {
            String name = String.valueOf(key);
            Option option = word.option(name)
                    .or(() -> word.option("*"))
                    .orElseThrow(() -> RunbookException.invalid(
                            label + " has no option '" + name + ":'" + Suggestion.near(name, word.optionNames())
                                    + " (options: " + String.join(", ", word.optionNames()) + ")"));
            Object plain = Interpolation.value(value);
            if (plain instanceof Pending
                    && word.level() == Level.PLAN
                    && option.type() != Object.class
                    && !option.required()) {
                return; // the steps of a pending item are planned without what only the run can know
            }
            options.put(name, option(label + ": " + name + ":", option, plain));
        });
        return options;
    }

    private static Object option(String where, Option option, Object value) {
        if (option.type() == Object.class || value == null) {
            return value;
        }
        if (value instanceof Pending) {
            throw new PendingBranch(value.toString());
        }
        Object converted =
                option.type() == Duration.class ? Durations.parse(value, where) : convert(where, option.type(), value);
        if (option.choices().length > 0 && !Arrays.asList(option.choices()).contains(String.valueOf(converted))) {
            throw RunbookException.invalid(
                    where + " expected one of " + String.join(", ", option.choices()) + ", found '" + value + "'");
        }
        return converted;
    }

    private static List<Object> positional(String label, WordSpec word, List<Object> given) {
        List<Parameter> parameters = word.parameters();
        List<Object> converted = new ArrayList<>();
        int fixed = word.isVarArgs() ? parameters.size() - 1 : parameters.size();
        for (int i = 0; i < fixed; i++) {
            converted.add(
                    argument(label, word, parameters.get(i), parameters.get(i).getType(), given.get(i)));
        }
        if (word.isVarArgs()) {
            converted.add(rest(label, word, parameters.get(fixed), given.subList(fixed, given.size())));
        }
        return converted;
    }

    private static Object rest(String label, WordSpec word, Parameter parameter, List<Object> given) {
        Class<?> type = parameter.getType().getComponentType();
        Object array = java.lang.reflect.Array.newInstance(type, given.size());
        for (int i = 0; i < given.size(); i++) {
            java.lang.reflect.Array.set(array, i, argument(label, word, parameter, type, given.get(i)));
        }
        return array;
    }

    private static Object argument(String label, WordSpec word, Parameter parameter, Class<?> type, Object value) {
        String where = label + ": " + parameter.getName();
        if (type == Text.class) {
            return text(where, parameter.isAnnotationPresent(Code.class), value);
        }
        Object plain = Interpolation.value(value);
        if (type == Object.class || plain == null && !type.isPrimitive()) {
            return plain;
        }
        if (plain instanceof Pending && type == String.class && word.level() == Level.PLAN) {
            return value instanceof GString name
                    ? Interpolation.text(name).show()
                    : plain.toString(); // the name of a step of a pending item
        }
        if (plain instanceof Pending && !type.isInstance(plain)) {
            throw new PendingBranch(plain.toString());
        }
        return convert(where, type, plain);
    }

    private static Text text(String where, boolean code, Object value) {
        if (value instanceof GString gstring) {
            return Interpolation.text(gstring);
        }
        if (value instanceof Text text) {
            return text;
        }
        if (value instanceof Raw || value instanceof Pending || value instanceof Secret) {
            return new Text(List.of("", ""), java.util.Collections.singletonList(value));
        }
        if (value == null) {
            throw RunbookException.invalid(where + ": expected text, found null");
        }
        if (code && !(value instanceof String literal && Literals.contains(literal))) {
            throw RunbookException.invalid(
                    where
                            + ": expected a literal, a GString or raw(…), found a text that was put together before: its values are lost, "
                            + "so they can be neither quoted nor bound. Write it as one \"…${value}…\", or say raw(…) if you vouch for it");
        }
        return Text.of(value.toString());
    }

    private static Object convert(String where, Class<?> type, Object value) {
        if (type.isInstance(value)) {
            return value;
        }
        if (value instanceof Secret && type == String.class) {
            throw RunbookException.invalid(where + ": a secret cannot become plain text here");
        }
        if (type == String.class && (value instanceof CharSequence || value instanceof java.nio.file.Path)) {
            return value.toString();
        }
        boolean numeric = type.isPrimitive() || Number.class.isAssignableFrom(type);
        try {
            if (numeric && (value instanceof Number || value instanceof Boolean)) {
                return DefaultTypeTransformation.castToType(value, type);
            }
        } catch (GroovyCastException mismatch) {
            // falls through to the message below
        }
        throw RunbookException.invalid(where + " expected " + type.getSimpleName() + ", found "
                + (value == null
                        ? "null"
                        : "'" + value + "' (" + value.getClass().getSimpleName() + ")"));
    }
}
