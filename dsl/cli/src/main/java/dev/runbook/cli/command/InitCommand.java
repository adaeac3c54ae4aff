package dev.runbook.cli.command;

import dev.runbook.cli.console.Console;
import dev.runbook.cli.place.Starter;
import dev.runbook.cli.plugin.Plugins;
import dev.runbook.cli.reference.EditorFile;
import dev.runbook.dsl.Language;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A bundled runbook as the start of the user's own. */
@Command(
        name = "init",
        mixinStandardHelpOptions = true,
        description =
                "Makes a folder of your own, ready for git, from a bundled runbook: script, inventory, README, editor file, a recipe for continuous integration. Overwrites nothing.")
final class InitCommand implements Runnable {
    private final Session session;

    @Parameters(paramLabel = "DIR", description = "the folder; it is made where it does not exist")
    Path folder;

    @Option(
            names = "--from",
            paramLabel = "NAME",
            required = true,
            description = "the bundled runbook; see runbook list")
    String from;

    InitCommand(Session session) {
        this.session = session;
    }

    @Override
    public void run() {
        Plugins plugins = Plugins.load(session.home().plugins(), List.of());
        String words =
                EditorFile.of(Language.with(plugins.words(), plugins.loader()).registry());
        List<Path> written = new Starter(session.home().bundled(from), folder, Map.of(EditorFile.NAME, words)).copy();
        Console console = session.console();
        written.forEach(each -> console.say("wrote " + folder.resolve(each)));
        console.say("");
        console.say("Next: say in " + folder.resolve("inventory.yaml") + " where your servers are, then");
        console.say("  runbook check " + folder);
        console.say("  runbook doctor " + folder + " --env ENV");
        console.say("  runbook run " + folder + " --env ENV --dry-run");
    }
}
