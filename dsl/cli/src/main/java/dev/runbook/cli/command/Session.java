package dev.runbook.cli.command;

import dev.runbook.cli.console.Console;
import dev.runbook.cli.place.Cache;
import dev.runbook.cli.place.Home;
import dev.runbook.cli.place.Installation;
import dev.runbook.cli.plugin.Plugins;
import dev.runbook.dsl.kept.Memory;
import java.nio.file.Path;
import java.util.Map;

/**
 * What every command is given.
 *
 * @param environment the environment variables
 * @param here        the working folder
 */
public record Session(Console console, Home home, Map<String, String> environment, Path here) {
    /** What earlier processes found out about scripts, in this user's cache. */
    Memory memory(Plugins plugins) {
        return Cache.of(environment, Installation.of(plugins.jars()));
    }

    /** This process's own. */
    public static Session system() {
        return new Session(
                Console.system(), Home.system(), System.getenv(), Path.of("").toAbsolutePath());
    }
}
