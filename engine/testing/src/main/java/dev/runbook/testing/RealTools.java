package dev.runbook.testing;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Programs of the machine that some features need; without them these are skipped, unless {@code RUNBOOK_REQUIRE_REAL_TOOLS=1} makes that a failure. */
public final class RealTools {
    private RealTools() {}

    /** Whether features that need these are to run. */
    public static boolean wanted(String... names) {
        return "1".equals(System.getenv("RUNBOOK_REQUIRE_REAL_TOOLS"))
                || Stream.of(names).allMatch(name -> find(name).isPresent());
    }

    /** Where a program is. */
    public static String path(String name) {
        return find(name)
                .orElseThrow(
                        () -> new AssertionError(
                                name
                                        + " is not installed, and RUNBOOK_REQUIRE_REAL_TOOLS=1 requires it (Debian: openssh-server, openssh-client)"));
    }

    public static Optional<String> find(String name) {
        return Stream.of((System.getenv("PATH") + ":/usr/sbin:/sbin").split(":"))
                .map(folder -> new File(folder, name))
                .filter(File::canExecute)
                .map(File::getPath)
                .findFirst();
    }

    /** Runs a program to its end, and gives what it said; another status than 0 is a failure. */
    public static String run(Map<String, String> env, String name, String... arguments) {
        List<String> command = new ArrayList<>(List.of(path(name)));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(env);
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new AssertionError(command + ": " + said);
            }
            return said;
        } catch (IOException | InterruptedException failure) {
            throw new AssertionError(command + ": " + failure, failure);
        }
    }
}
