package dev.runbook.cli.command;

import dev.runbook.cli.console.Table;
import dev.runbook.cli.place.Bundled;
import java.util.List;
import picocli.CommandLine.Command;

/** The bundled runbooks. */
@Command(name = "list", mixinStandardHelpOptions = true, description = "The bundled runbooks, a line each.")
final class ListCommand implements Runnable {
    private final Session session;

    ListCommand(Session session) {
        this.session = session;
    }

    @Override
    public void run() {
        List<Bundled> runbooks = session.home().runbooks();
        if (runbooks.isEmpty()) {
            session.console()
                    .warn("this installation has no bundled runbooks: none in "
                            + session.home().folder().resolve("runbooks"));
        }
        Table table = new Table();
        runbooks.forEach(each -> table.row(session.console().style().name(each.name()), each.title()));
        table.lines().forEach(session.console()::say);
    }
}
