package dev.runbook.cli.command;

import dev.runbook.cli.console.Console;
import dev.runbook.cli.place.Home;
import java.nio.file.Path;
import java.util.Map;

/**
 * What every command is given.
 *
 * @param environment the environment variables
 * @param here        the working folder
 */
public record Session(Console console, Home home, Map<String, String> environment, Path here) {
    /** This process's own. */
    public static Session system() {
        return new Session(
                Console.system(), Home.system(), System.getenv(), Path.of("").toAbsolutePath());
    }
}
