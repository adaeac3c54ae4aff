package dev.runbook.plugins.ssh;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What the person who runs the engine brings along: the files that {@code ssh} itself would read, the agent, the name.
 *
 * @param folder the home folder
 * @param user   the login name
 * @param system the folder of the machine's own {@code ssh_config} and {@code ssh_known_hosts}
 * @param agent  the agent's socket ({@code SSH_AUTH_SOCK}), where one runs
 */
record Home(Path folder, String user, Path system, Optional<Path> agent) {
    static Home ofThisProcess() {
        return new Home(
                Path.of(System.getProperty("user.home")),
                System.getProperty("user.name"),
                Path.of("/etc/ssh"),
                Optional.ofNullable(System.getenv("SSH_AUTH_SOCK"))
                        .filter(path -> !path.isBlank())
                        .map(Path::of));
    }

    Path config() {
        return folder.resolve(".ssh/config");
    }

    Path systemConfig() {
        return system.resolve("ssh_config");
    }

    /** A path as it is written in a file: {@code ~} is the home folder, and a relative one starts at {@code base}. */
    Path path(String written, Path base) {
        if (written.equals("~") || written.startsWith("~/")) {
            return folder.resolve(written.substring(Math.min(2, written.length())));
        }
        return base.resolve(written);
    }
}
