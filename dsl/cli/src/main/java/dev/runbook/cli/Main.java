package dev.runbook.cli;

import dev.runbook.cli.command.Program;
import dev.runbook.cli.command.Session;

/** Where the process begins and ends. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        prepare();
        System.exit(new Program(Session.system()).run(arguments));
    }

    /** Before anything of the command line is loaded: it would start Groovy, to ask for something that is not used, which takes longer than a check. */
    static void prepare() {
        System.setProperty("picocli.disable.closures", "true");
    }
}
