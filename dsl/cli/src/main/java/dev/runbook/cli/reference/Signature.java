package dev.runbook.cli.reference;

import dev.runbook.dsl.registry.WordSpec;
import dev.runbook.engine.spi.Block;
import dev.runbook.engine.spi.Option;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.List;

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
            visible(word).forEach(option -> arguments.add(option.name().equals("*") ? "ANY:" : option.name() + ":"));
        } else if (!visible(word).isEmpty()) {
            arguments.add("…");
        }
        String inside = String.join(", ", arguments);
        return word.name() + (inside.isEmpty() && !block.isEmpty() ? "" : "(" + inside + ")") + block;
    }

    /** The options that people write; the compiler adds others. */
    static List<Option> visible(WordSpec word) {
        return word.options().stream()
                .filter(option -> !option.name().startsWith(HIDDEN))
                .toList();
    }
}
