package dev.runbook.engine.spi;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** The modes of what a run writes: folders are 0700 and their files 0600, where the file system knows such things. */
public final class Modes {
    private Modes() {}

    public static void restrict(Path path) throws IOException {
        try {
            Files.setPosixFilePermissions(
                    path, PosixFilePermissions.fromString(Files.isDirectory(path) ? "rwx------" : "rw-------"));
        } catch (UnsupportedOperationException noPosix) {
            // such a file system has no modes to restrict
        }
    }
}
