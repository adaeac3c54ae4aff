package dev.runbook.cli;

import dev.runbook.cli.command.Program;
import dev.runbook.cli.command.Session;
import dev.runbook.cli.console.Console;
import dev.runbook.cli.console.Tty;
import dev.runbook.cli.place.Home;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Goes through the short commands once, offline and in silence, so that Java can record the classes that they load: the launcher makes its
 * archive of classes from this process.
 */
public final class Practice {
    private static final List<String> FILES = List.of("runbook.groovy", "inventory.yaml");

    private Practice() {}

    /** Status 0 where all went as it should. The folder must be empty; it is the caller's to delete. */
    public static void main(String[] arguments) throws IOException {
        Main.prepare();
        System.exit(run(Path.of(arguments[0])));
    }

    static int run(Path folder) throws IOException {
        for (String file : FILES) {
            try (InputStream content = Practice.class.getResourceAsStream("practice/" + file)) {
                Files.copy(content, folder.resolve(file));
            }
        }
        String runbook = folder.toString();
        Map<String, String> environment =
                Map.of("XDG_CACHE_HOME", folder.toAbsolutePath().toString());
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
        int worst = 0;
        for (List<String> command : List.of(
                List.of("--version"),
                List.of("words"),
                List.of("check", runbook),
                List.of("check", runbook),
                List.of("plan", runbook),
                List.of("run", runbook, "--dry-run"),
                List.of("run", runbook, "--dry-run"))) {
            Session session = new Session(new Console(nowhere, nowhere, Tty.NONE), Home.system(), environment, folder);
            worst = Math.max(worst, new Program(session).run(command.toArray(String[]::new)));
        }
        return worst;
    }
}
