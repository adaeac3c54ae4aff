package dev.runbook.cli.command;

import dev.runbook.cli.plugin.Plugins;
import dev.runbook.cli.reference.EditorFile;
import dev.runbook.cli.reference.MarkdownPage;
import dev.runbook.cli.reference.Reference;
import dev.runbook.dsl.Language;
import dev.runbook.dsl.registry.Registry;
import dev.runbook.engine.model.RunbookException;
import dev.runbook.engine.model.Suggestion;
import dev.runbook.engine.spi.PluginWords;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The language's reference. */
@Command(
        name = "words",
        mixinStandardHelpOptions = true,
        description = "The language's reference: every word, or one in full.")
final class WordsCommand implements Runnable {
    private static final String CORE = "core";

    private final Session session;

    @Parameters(arity = "0..1", paramLabel = "WORD", description = "a word: step, sh, sql.rows")
    String word;

    @Option(names = "--plugins", paramLabel = "DIR", description = "a folder with jars of plugins; may be repeated")
    List<Path> plugins = new ArrayList<>();

    @Option(
            names = "--format",
            paramLabel = "text|markdown|gdsl",
            defaultValue = "text",
            description = "markdown: a page of all words in full; gdsl: a file from which editors complete them")
    Format format = Format.text;

    @Option(
            names = "--plugin",
            paramLabel = "NAME",
            description = "with markdown: the words of this plugin alone; core: those without a plugin")
    String plugin;

    /** What {@code --format} takes. */
    enum Format {
        text,
        markdown,
        gdsl
    }

    WordsCommand(Session session) {
        this.session = session;
    }

    @Override
    public void run() {
        Plugins found = Plugins.load(session.home().plugins(), plugins);
        Registry all = Language.with(found.words(), found.loader()).registry();
        if (plugin != null && format != Format.markdown) {
            throw RunbookException.invalid("--plugin goes with --format markdown");
        }
        if (word != null && format != Format.text) {
            throw RunbookException.invalid("WORD does not go with --format " + format + ", which is about all words");
        }
        if (format == Format.text) {
            Reference reference = new Reference(all, session.console().style());
            (word == null ? reference.all() : reference.of(word)).forEach(session.console()::say);
            return;
        }
        session.console().people().print(format == Format.gdsl ? EditorFile.of(all) : page(found, all));
    }

    private String page(Plugins found, Registry all) {
        if (plugin == null) {
            return MarkdownPage.of("All words", "Those of this installation, with its plugins.", all);
        }
        if (plugin.equals(CORE)) {
            return MarkdownPage.of(
                    "The words of the language",
                    "Every word that needs no plugin, in full. What the language means by a step, a checkpoint and the rest stands in [LANGUAGE.md](LANGUAGE.md).",
                    Language.with(List.of(), found.loader()).registry());
        }
        PluginWords named = found.words().stream()
                .filter(each -> each.name().equals(plugin))
                .findFirst()
                .orElseThrow(() -> unknown(found));
        return MarkdownPage.of(
                "The plugin " + plugin,
                "Its words and kinds of targets, in full.",
                new Registry(List.of(), named.words(), named.targets()));
    }

    private RunbookException unknown(Plugins found) {
        List<String> names = found.words().stream().map(PluginWords::name).toList();
        String near = Suggestion.near(plugin, names);
        return RunbookException.invalid("There is no plugin '" + plugin + "'"
                + (near.isEmpty() ? "; there are " + CORE + ", " + String.join(", ", names) : near));
    }
}
