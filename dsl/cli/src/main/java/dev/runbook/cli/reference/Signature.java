package dev.runbook.cli.reference;

import dev.runbook.dsl.registry.Level;
import dev.runbook.dsl.registry.WordSpec;
import dev.runbook.engine.spi.Block;
import dev.runbook.engine.spi.Option;
import dev.runbook.engine.spi.Touches;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How a word is called, as a script writes it. */
final class Signature {
    private static final String HIDDEN = "$";

    private Signature() {}

    /** {@code step(name, timeout:, …) { … }}. */
    static String of(WordSpec word, boolean options) {
        if (word.isProperty() && !word.isStatic()) {
            return word.name();
        }
        List<String> arguments = new ArrayList<>();
        String block = "";
        for (Parameter parameter : word.parameters()) {
            if (parameter.getType() == Block.class) {
                block = " { … }";
            } else {
                arguments.add(parameter.isVarArgs() ? parameter.getName() + "…" : parameter.getName());
            }
        }
        if (options) {
            visible(word).forEach(option -> arguments.add(name(option)));
        } else if (!visible(word).isEmpty()) {
            arguments.add("…");
        }
        String inside = String.join(", ", arguments);
        return word.name() + (inside.isEmpty() && !block.isEmpty() ? "" : "(" + inside + ")") + block;
    }

    /** Where it may stand, and what it does to the world: {@code step word · reads · inside onHost}. */
    static String place(WordSpec word) {
        String level =
                word.level() == Level.PLAN ? "plan word" : word.level() == Level.STEP ? "step word" : "word on a value";
        String touches = word.word().touches() == Touches.WRITES
                ? "writes" + (word.word().repeatable() ? ", may be repeated" : "")
                : "reads";
        return Stream.of(
                        level,
                        word.word().touches() == Touches.NOTHING ? "" : touches,
                        word.word().onHost() ? "inside onHost" : "",
                        word.word().programs().length == 0
                                ? ""
                                : "needs "
                                        + String.join(", ", word.word().programs())
                                                .replace("|", " or "))
                .filter(each -> !each.isEmpty())
                .collect(Collectors.joining(" · "));
    }

    /** {@code timeout:}. */
    static String name(Option option) {
        return option.name().equals("*") ? "ANY:" : option.name() + ":";
    }

    /** What an option takes; empty for anything. */
    static String type(Option option) {
        if (option.choices().length > 0) {
            return Stream.of(option.choices()).map(choice -> "'" + choice + "'").collect(Collectors.joining("|"));
        }
        return switch (option.type().getSimpleName()) {
            case "Object" -> "";
            case "Block" -> "{ … }";
            default -> option.type().getSimpleName();
        };
    }

    /** The options that people write; the compiler adds others. */
    static List<Option> visible(WordSpec word) {
        return word.options().stream()
                .filter(option -> !option.name().startsWith(HIDDEN))
                .toList();
    }
}
