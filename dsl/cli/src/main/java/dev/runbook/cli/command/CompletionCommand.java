package dev.runbook.cli.command;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** What makes a shell complete the program's words. */
@Command(
        name = "completion",
        mixinStandardHelpOptions = true,
        description =
                "What makes a shell complete commands, options, runbooks, environments and steps: a script to source.")
final class CompletionCommand implements Runnable {
    /** The shells that are known. */
    enum Shell {
        bash,
        zsh,
        fish
    }

    private final Session session;

    @Parameters(paramLabel = "bash|zsh|fish", description = "the shell")
    Shell shell;

    CompletionCommand(Session session) {
        this.session = session;
    }

    @Override
    public void run() {
        try (InputStream script = CompletionCommand.class.getResourceAsStream("completion/" + shell)) {
            session.console().people().print(new String(script.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
