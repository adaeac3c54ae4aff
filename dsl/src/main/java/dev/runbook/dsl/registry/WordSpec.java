package dev.runbook.dsl.registry;

import dev.runbook.engine.spi.Block;
import dev.runbook.engine.spi.Option;
import dev.runbook.engine.spi.TargetName;
import dev.runbook.engine.spi.Word;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One way to call a word: its Java method and what the annotations say.
 *
 * @param level where it may stand
 * @param name  the word
 */
public record WordSpec(Level level, String name, Word word, List<Option> options, Method method) {

    static WordSpec of(Level level, Method method) {
        List<Option> options = Arrays.asList(method.getAnnotationsByType(Option.class));
        return new WordSpec(level, method.getName(), method.getAnnotation(Word.class), options, method);
    }

    /** The parameters that a script passes: without the scope and the options, with the block. */
    public List<Parameter> parameters() {
        List<Parameter> all = Arrays.asList(method.getParameters());
        int hidden = (isStatic() ? 1 : 0) + (takesOptions() ? 1 : 0);
        return all.subList(hidden, all.size());
    }

    public boolean isStatic() {
        return Modifier.isStatic(method.getModifiers());
    }

    /** Whether the method has a map for named arguments. */
    public boolean takesOptions() {
        int at = isStatic() ? 1 : 0;
        return !options.isEmpty() && method.getParameterCount() > at && method.getParameterTypes()[at] == Map.class;
    }

    /** Whether any name at all is accepted as an option. */
    public boolean anyOption() {
        return options.stream().anyMatch(option -> option.name().equals("*"));
    }

    public Optional<Option> option(String wanted) {
        return options.stream().filter(option -> option.name().equals(wanted)).findFirst();
    }

    public List<String> optionNames() {
        return options.stream().map(Option::name).toList();
    }

    public boolean takesBlock() {
        List<Parameter> parameters = parameters();
        return !parameters.isEmpty() && parameters.get(parameters.size() - 1).getType() == Block.class;
    }

    public boolean isVarArgs() {
        return method.isVarArgs();
    }

    /** Readable without parentheses: {@code http.get}. */
    public boolean isProperty() {
        return parameters().isEmpty() && !takesOptions();
    }

    /** The kind of target that a parameter names, if it does. */
    public static Optional<String> targetKind(Parameter parameter) {
        return Optional.ofNullable(parameter.getAnnotation(TargetName.class)).map(TargetName::value);
    }

    /** Whether so many positional arguments fit. */
    public boolean fits(int arguments) {
        int wanted = parameters().size();
        return isVarArgs() ? arguments >= wanted - 1 : arguments == wanted;
    }
}
