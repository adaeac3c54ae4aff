package dev.runbook.cli.reference;

import dev.runbook.dsl.registry.Registry;
import dev.runbook.dsl.registry.WordSpec;
import dev.runbook.engine.spi.Block;
import dev.runbook.engine.spi.Option;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The words of a registry as a GDSL file, from which editors that know Groovy complete and document them. */
public final class EditorFile {
    /** Its name beside a runbook. */
    public static final String NAME = "runbook.gdsl";

    private final StringBuilder text = new StringBuilder();

    private EditorFile() {}

    public static String of(Registry registry) {
        return new EditorFile().file(new Vocabulary(registry));
    }

    private String file(Vocabulary words) {
        text.append("// What editors complete in runbooks. Made by runbook words --format gdsl > " + NAME
                + "; make it again when the program or a plugin is new.\n");
        contributor("scope: scriptScope()", words.planWords());
        property("params");
        property("secrets");
        text.append("}\n");
        contributor("scope: closureScope()", words.planWords());
        words.stepWords().forEach(this::word);
        text.append("}\n");
        words.facades().values().forEach(type -> {
            contributor("ctype: " + quoted(type.getName()), words.words(type));
            text.append("}\n");
        });
        return text.toString();
    }

    private void contributor(String where, List<WordSpec> words) {
        text.append("\ncontributor(context(").append(where).append(")) {\n");
        words.forEach(this::word);
    }

    private void property(String name) {
        text.append("    property name: ").append(quoted(name)).append(", type: 'java.lang.Object'\n");
    }

    private void word(WordSpec word) {
        if (word.isProperty()) {
            text.append("    property name: ").append(quoted(word.name())).append(", type: ");
            text.append(quoted(word.word().yields().getName()))
                    .append(doc(word))
                    .append('\n');
            return;
        }
        text.append("    method name: ")
                .append(quoted(word.name()))
                .append(", type: ")
                .append(quoted(word.word().yields().getName()));
        text.append(", params: [").append(parameters(word)).append(']');
        String options = Signature.visible(word).stream()
                .filter(option -> !option.name().equals("*"))
                .map(EditorFile::option)
                .collect(Collectors.joining(", "));
        if (!options.isEmpty()) {
            text.append(", namedParams: [").append(options).append(']');
        }
        text.append(doc(word)).append('\n');
    }

    private static String parameters(WordSpec word) {
        List<String> parameters = new ArrayList<>();
        for (Parameter parameter : word.parameters()) {
            String type = parameter.getType() == Block.class
                    ? "groovy.lang.Closure"
                    : parameter.isVarArgs() ? "java.lang.Object..." : "java.lang.Object";
            parameters.add(parameter.getName() + ": " + quoted(type));
        }
        return parameters.isEmpty() ? ":" : String.join(", ", parameters);
    }

    private static String option(Option option) {
        String type = switch (option.type().getSimpleName()) {
            case "Block" -> "groovy.lang.Closure";
            case "Duration" -> "java.lang.String";
            default -> option.type().getName();
        };
        return "parameter(name: " + quoted(option.name()) + ", type: " + quoted(type) + ", doc: "
                + quoted(option.about()) + ")";
    }

    private static String doc(WordSpec word) {
        return ", doc: " + quoted(word.word().value());
    }

    private static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'").replace("\n", "\\n") + "'";
    }
}
