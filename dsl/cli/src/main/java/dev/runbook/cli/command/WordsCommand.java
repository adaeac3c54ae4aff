package dev.runbook.cli.command;

import dev.runbook.cli.plugin.Plugins;
import dev.runbook.cli.reference.Reference;
import dev.runbook.dsl.Language;
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
    private final Session session;

    @Parameters(arity = "0..1", paramLabel = "WORD", description = "a word: step, sh, sql.rows")
    String word;

    @Option(names = "--plugins", paramLabel = "DIR", description = "a folder with jars of plugins; may be repeated")
    List<Path> plugins = new ArrayList<>();

    WordsCommand(Session session) {
        this.session = session;
    }

    @Override
    public void run() {
        Plugins found = Plugins.load(session.home().plugins(), plugins);
        Reference reference = new Reference(
                Language.with(found.words(), found.loader()).registry(),
                session.console().style());
        (word == null ? reference.all() : reference.of(word)).forEach(session.console()::say);
    }
}
