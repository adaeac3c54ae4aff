package dev.runbook.lab.synapse;

import dev.runbook.engine.model.RunbookException;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** PostgreSQL's client tools: the embedded server brings none, and a migration without them would show nothing. */
public final class ClientTools {
    private ClientTools() {}

    /**
     * Refuses to go on without them.
     *
     * @param usual the folder with a folder for each version
     * @param path  the search path, or null
     */
    public static void need(Path usual, String path) {
        File[] versions = usual.toFile().listFiles();
        Stream<Path> installed = Stream.of(Optional.ofNullable(versions).orElse(new File[0]))
                .map(each -> each.toPath().resolve("bin"));
        Stream<Path> known = Stream.of(Optional.ofNullable(path).orElse("").split(File.pathSeparator))
                .map(Path::of);
        boolean there = Stream.concat(installed, known)
                .anyMatch(each -> Files.isExecutable(each.resolve("pg_dump"))
                        && Files.isExecutable(each.resolve("pg_restore"))
                        && Files.isExecutable(each.resolve("psql")));
        if (!there) {
            throw RunbookException.invalid(
                    "This laboratory needs pg_dump, pg_restore and psql of PostgreSQL 15 or newer, and found none in "
                            + usual + " or on the PATH. Debian, Ubuntu: apt install postgresql-client");
        }
    }
}
