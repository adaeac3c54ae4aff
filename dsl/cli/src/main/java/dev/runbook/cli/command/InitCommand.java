package dev.runbook.cli.command;

import dev.runbook.cli.console.Console;
import dev.runbook.cli.place.Starter;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A bundled runbook as the start of the user's own. */
@Command(
        name = "init",
        mixinStandardHelpOptions = true,
        description = "Copies a bundled runbook with its inventory into a folder of your own, ready for git.")
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
        List<Path> written = new Starter(session.home().bundled(from), folder).copy();
        Console console = session.console();
        written.forEach(each -> console.say("wrote " + folder.resolve(each)));
        console.say("");
        console.say("Next: say in " + folder.resolve("inventory.yaml") + " where your servers are, then");
        console.say("  runbook check " + folder);
        console.say("  runbook run " + folder + " --dry-run");
    }
}
