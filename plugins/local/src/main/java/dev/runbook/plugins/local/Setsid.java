package dev.runbook.plugins.local;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** The program that starts another one in a session of its own; Linux has it, other systems may not. */
final class Setsid {
    private static final String USUAL = "/usr/bin" + File.pathSeparator + "/bin";

    private Setsid() {}

    /** Where it is, on the path or in the usual places. */
    static Optional<String> path() {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("") + File.pathSeparator + USUAL;
        return Stream.of(path.split(File.pathSeparator))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, "setsid"))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst();
    }
}
