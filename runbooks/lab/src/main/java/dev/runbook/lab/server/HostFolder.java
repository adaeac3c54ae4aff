package dev.runbook.lab.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A folder that plays a machine: home and working folder of its commands, with {@code bin} first and {@code bin-last} last on their path.
 *
 * @param root the folder
 * @param mark what tells the processes of this laboratory from all others; see {@link Sweep}
 * @param user whom the commands take themselves for
 */
public record HostFolder(Path root, String mark, String user) {
    static final String SYSTEM_PATH = "/usr/local/bin:/usr/bin:/bin:/usr/local/sbin:/usr/sbin:/sbin";
    private static final String ROOM = "run/room";
    private static final String DF = "bin/df";
    private static final String EXECUTABLE = "rwxr-xr-x";

    /** Makes the folder. */
    public static HostFolder create(Path root, String mark, String user) {
        HostFolder host = new HostFolder(root, mark, user);
        try {
            for (String each : new String[] {"bin", "bin-last", "tmp"}) {
                Files.createDirectories(root.resolve(each));
            }
        } catch (IOException failure) {
            throw new UncheckedIOException("The laboratory cannot make the folder " + root, failure);
        }
        return host;
    }

    /** A file or folder of this machine, its parents made. */
    public Path path(String relative) {
        Path path = root.resolve(relative);
        try {
            Files.createDirectories(path.getParent());
        } catch (IOException failure) {
            throw new UncheckedIOException("The laboratory cannot make the folder " + path.getParent(), failure);
        }
        return path;
    }

    /** A file of this machine, its parents made. */
    public Path write(String relative, String content) {
        Path path = path(relative);
        try {
            return Files.writeString(path, content);
        } catch (IOException failure) {
            throw new UncheckedIOException("The laboratory cannot write " + path, failure);
        }
    }

    /** A script of this machine; {@code bin/…} hides a command of the same name, {@code bin-last/…} stands in where the machine has none. */
    public Path script(String relative, String content) {
        Path path = write(relative, content);
        try {
            return Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(EXECUTABLE));
        } catch (IOException failure) {
            throw new UncheckedIOException("The laboratory cannot make executable " + path, failure);
        }
    }

    /** Lets its user become any other: there is one user here, and it may do everything. */
    public void sudo() {
        script("bin/sudo", Script.named("sudo.sh"));
    }

    /**
     * So few KiB are left on its disk; 0: enough. A stand-in: {@code df} says so, and what ends there by a full disk ends here by the limit of a file's size.
     */
    public void room(long kibibytes) {
        try {
            if (kibibytes == 0) {
                Files.deleteIfExists(root.resolve(ROOM));
                Files.deleteIfExists(root.resolve(DF));
            } else {
                write(ROOM, Long.toString(kibibytes));
                script(DF, Script.named("df.sh").replace("ROOM", Long.toString(kibibytes)));
            }
        } catch (IOException failure) {
            throw new UncheckedIOException("The laboratory cannot change the disk of " + root, failure);
        }
    }

    /** The whole environment of a command on this machine. */
    public Map<String, String> environment() {
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("HOME", root.toString());
        environment.put("USER", user);
        environment.put("LOGNAME", user);
        environment.put("SHELL", "/bin/sh");
        environment.put("LANG", "C.UTF-8");
        environment.put("TMPDIR", root.resolve("tmp").toString());
        environment.put("PATH", root.resolve("bin") + ":" + SYSTEM_PATH + ":" + root.resolve("bin-last"));
        environment.put(Sweep.MARK, mark);
        return environment;
    }

    /** A command of this machine, ready to start, in a session of its own as under a real SSH server. */
    public ProcessBuilder command(String line) {
        return program("/bin/sh", "-c", line);
    }

    private String[] withinRoom(String... words) {
        if (!Files.exists(root.resolve(ROOM))) {
            return words;
        }
        String limit = "trap '' XFSZ; ulimit -f $(( 2 * $(cat \"$HOME/" + ROOM + "\") )); exec \"$@\"";
        return Stream.concat(Stream.of("/bin/sh", "-c", limit, "sh"), Stream.of(words))
                .toArray(String[]::new);
    }

    /** A program of this machine with its arguments, in the same way. */
    public ProcessBuilder program(String... words) {
        ProcessBuilder builder = new ProcessBuilder(OwnSession.around(withinRoom(words)));
        builder.environment().clear();
        builder.environment().putAll(environment());
        return builder.directory(root.toFile());
    }
}
