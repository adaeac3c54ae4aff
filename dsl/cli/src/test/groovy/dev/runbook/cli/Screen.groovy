package dev.runbook.cli

import dev.runbook.cli.command.Program
import dev.runbook.cli.command.Session
import dev.runbook.cli.console.Console
import dev.runbook.cli.console.Tty
import dev.runbook.cli.place.Home
import java.nio.file.Path

/** The program with its output caught. */
class Screen {
    private final ByteArrayOutputStream outBytes = new ByteArrayOutputStream()
    private final ByteArrayOutputStream errBytes = new ByteArrayOutputStream()
    final Console console

    Screen(Tty tty = Tty.NONE) {
        console = new Console(new PrintStream(outBytes, true, 'UTF-8'), new PrintStream(errBytes, true, 'UTF-8'), tty)
    }

    String getOut() { outBytes.toString('UTF-8') }

    String getErr() { errBytes.toString('UTF-8') }

    int run(Path home, String... arguments) {
        new Program(new Session(console, new Home(home), [:], home)).run(arguments)
    }
}
