package dev.runbook.lab.server;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Starts a program as leader of its own session, so that neither Ctrl-C at this terminal reaches it nor a signal to its group reaches this
 * program. Linux has {@code setsid}; macOS has Perl.
 */
final class OwnSession {
    private static final List<String> PREFIX = prefix();

    private OwnSession() {}

    static List<String> around(String... program) {
        List<String> line = new ArrayList<>(PREFIX);
        line.addAll(List.of(program));
        return line;
    }

    private static List<String> prefix() {
        if (Files.isExecutable(Path.of("/usr/bin/setsid"))) {
            return List.of("/usr/bin/setsid");
        }
        if (Files.isExecutable(Path.of("/usr/bin/perl"))) {
            return List.of("/usr/bin/perl", "-e", "use POSIX; POSIX::setsid(); exec @ARGV");
        }
        return List.of();
    }
}
