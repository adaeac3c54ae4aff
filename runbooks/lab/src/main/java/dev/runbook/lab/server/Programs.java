package dev.runbook.lab.server;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Programs of this machine that a laboratory cannot bring along. */
public final class Programs {
    private Programs() {}

    /** Those that are nowhere on the path of a laboratory's hosts. */
    public static List<String> missing(String... names) {
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
