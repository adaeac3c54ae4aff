package dev.runbook.cli;

import dev.runbook.cli.command.Program;
import dev.runbook.cli.command.Session;

/** Where the process begins and ends. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        // Asking for it would start Groovy, which is most of the time that a short command takes.
        System.setProperty("picocli.disable.closures", "true");
        System.exit(new Program(Session.system()).run(arguments));
    }
}
