package dev.runbook.cli;

import dev.runbook.cli.command.Program;
import dev.runbook.cli.command.Session;
import dev.runbook.dsl.Language;
import java.util.List;

/** Where the process begins and ends. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        prepare();
        if (List.of("run", "plan", "forecast").contains(arguments.length == 0 ? "" : arguments[0])) {
            prepareLanguage();
        }
        System.exit(new Program(Session.system()).run(arguments));
    }

    /** Beside the command line and the inventory, which do not need it: a script will, and it takes as long as they do. */
    private static void prepareLanguage() {
        Thread beside = new Thread(Language::prepare, "language");
        beside.setDaemon(true);
        beside.start();
    }

    /** Before anything of the command line is loaded: it would start Groovy, to ask for something that is not used, which takes longer than a check. */
    static void prepare() {
        System.setProperty("picocli.disable.closures", "true");
    }
}
