package dev.runbook.lab.server;

import dev.runbook.engine.model.RunbookException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Programs of this machine that a laboratory cannot bring along. */
public final class Programs {
    private Programs() {}

    /** Refuses to start the laboratory of a runbook without them. */
    public static void need(String runbook, String... names) {
        List<String> missing = missing(names);
        if (!missing.isEmpty()) {
            throw RunbookException.invalid("The laboratory of " + runbook
                    + " needs programs that this machine has not: " + String.join(", ", missing) + ".");
        }
    }

    /** Those that are nowhere on the path of a laboratory's hosts. */
    private static List<String> missing(String... names) {
        List<String> missing = new ArrayList<>();
        for (String name : names) {
            boolean found = List.of(HostFolder.SYSTEM_PATH.split(":")).stream()
                    .anyMatch(folder -> Files.isExecutable(Path.of(folder, name)));
            if (!found) {
                missing.add(name);
            }
        }
        return missing;
    }
}
