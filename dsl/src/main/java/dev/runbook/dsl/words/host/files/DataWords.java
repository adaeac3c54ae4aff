package dev.runbook.dsl.words.host.files;

import dev.runbook.dsl.words.shell.HostShell;
import dev.runbook.dsl.words.value.Given;
import dev.runbook.engine.model.Secret;
import dev.runbook.engine.model.Text;
import dev.runbook.engine.spi.Block;
import dev.runbook.engine.spi.Effect;
import dev.runbook.engine.spi.Option;
import dev.runbook.engine.spi.StepScope;
import dev.runbook.engine.spi.Touches;
import dev.runbook.engine.spi.Word;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** JSON and YAML files on the host of the {@code onHost} around them. */
public final class DataWords {
    private DataWords() {}

    @Word(
            value = "The data of a JSON file on the host: maps, lists, texts, numbers, booleans, null.",
            touches = Touches.READS,
            onHost = true)
    @Option(name = "secret", type = Boolean.class, about = "true: every text in it becomes a secret")
    public static Object readJson(StepScope scope, Map<String, Object> options, Text path) {
        return read(scope, new Given("readJson", options), path, JsonFile.FORM);
    }

    @Word(
            value =
                    "The data of a YAML file on the host, of its only document: maps, lists, texts, numbers, booleans, null.",
            touches = Touches.READS,
            onHost = true)
    @Option(name = "secret", type = Boolean.class, about = "true: every text in it becomes a secret")
    public static Object readYaml(StepScope scope, Map<String, Object> options, Text path) {
        return read(scope, new Given("readYaml", options), path, YamlFile.FORM);
    }

    @Word(
            value =
                    "Changes a JSON file on the host: the block gets the data as it and changes it in place; what it does not touch keeps its order. Written as writeFile does, with a backup. Secrets may be put in. "
                            + "Gives true, or false where nothing changed.",
            programs = "sha256sum|shasum|openssl",
            touches = Touches.WRITES,
            onHost = true,
            yields = Boolean.class)
    public static Object editJson(StepScope scope, Text path, Block change) {
        return edit(scope, "editJson", path, change, JsonFile.FORM);
    }

    @Word(
            value =
                    "Changes a YAML file on the host: the block gets the data as it and changes it in place; what it does not touch keeps its order and its comments. Written as writeFile does, with a backup. "
                            + "Secrets may be put in. Gives true, or false where nothing changed.",
            programs = "sha256sum|shasum|openssl",
            touches = Touches.WRITES,
            onHost = true,
            yields = Boolean.class)
    public static Object editYaml(StepScope scope, Text path, Block change) {
        return edit(scope, "editYaml", path, change, YamlFile.FORM);
    }

    private static Object read(StepScope scope, Given given, Text path, DataForm form) {
        boolean secret = given.flag("secret");
        HostShell shell = HostShell.here(scope, given.word());
        return scope.perform(Effect.reads(given.word(), shell.host(), FileWords.shown(path), () -> {
                    Object data = form.parse(
                            new String(FileWords.file(shell, given.word(), path).read(), StandardCharsets.UTF_8),
                            path.plain());
                    return secret ? secrets(data, path.plain()) : data;
                })
                .needing(path));
    }

    private static Object edit(StepScope scope, String word, Text path, Block change, DataForm form) {
        HostShell shell = HostShell.here(scope, word).writing(word);
        Writing how = Writing.of(new Given(word, Map.of()), false, scope.run().id());
        return scope.perform(Effect.writes(
                        word,
                        shell.host(),
                        FileWords.shown(path) + " " + change.source(),
                        () -> Rewrite.of(
                                FileWords.file(shell, word, path),
                                how,
                                text -> form.edit(text, path.plain(), change::call)))
                .needing(path));
    }

    private static Object secrets(Object data, String where) {
        if (data instanceof Map<?, ?> map) {
            Map<String, Object> hidden = new LinkedHashMap<>();
            map.forEach((key, value) -> hidden.put(String.valueOf(key), secrets(value, where)));
            return hidden;
        }
        if (data instanceof List<?> list) {
            return list.stream().map(each -> secrets(each, where)).collect(java.util.stream.Collectors.toList());
        }
        return data instanceof String text ? Secret.of("file " + where, text) : data;
    }
}
