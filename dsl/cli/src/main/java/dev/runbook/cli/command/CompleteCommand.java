package dev.runbook.cli.command;

import dev.runbook.engine.model.RunbookException;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** What a shell asks while somebody types; the scripts of {@code runbook completion} call it. */
@Command(
        name = "complete",
        hidden = true,
        description = "The ways in which the last of these words may go on, a line each.")
final class CompleteCommand implements Runnable {
    private final Session session;

    @Parameters(arity = "0..*", paramLabel = "WORD", description = "what stands behind runbook, the last may be empty")
    List<String> words = new ArrayList<>();

    CompleteCommand(Session session) {
        this.session = session;
    }

    @Override
    public void run() {
        try {
            new Completions(session).of(words).forEach(session.console().people()::println);
        } catch (RunbookException nothingToOffer) {
            // a mistake is told when the command runs, not while it is typed
        }
    }
}
