package dev.runbook.engine.journal;

import dev.runbook.engine.spi.Modes;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Who works on a run, as that process says it of itself: {@code ann@ops1, process 4711}. It stands in a file beside the lock, so that nobody needs the lock to read it. */
record Owner(String text) {
    private static final String FILE = "owner";
    private static final Pattern PROCESS = Pattern.compile("@([^,@]+), process (\\d+)");

    /** Who wrote themselves down in a run's folder and did not let go. */
    static Optional<Owner> of(Path folder) {
        try {
            return Optional.of(new Owner(Files.readString(folder.resolve(FILE))));
        } catch (IOException nobody) {
            return Optional.empty();
        }
    }

    static void write(Path folder, String who) throws IOException {
        Path whole = folder.resolve(FILE + ".new");
        Files.writeString(whole, who);
        Modes.restrict(whole);
        Files.move(whole, folder.resolve(FILE), StandardCopyOption.ATOMIC_MOVE);
    }

    static void clear(Path folder) throws IOException {
        Files.deleteIfExists(folder.resolve(FILE));
    }

    /** Whether it names another machine, whose processes cannot be seen from here. */
    boolean isElsewhere() {
        Matcher named = PROCESS.matcher(text);
        return named.find() && !named.group(1).equals(host());
    }

    /** Whether its process lives, as far as can be told: one on another machine is taken to live. */
    boolean lives() {
        Matcher named = PROCESS.matcher(text);
        return named.find()
                && (isElsewhere()
                        || ProcessHandle.of(Long.parseLong(named.group(2)))
                                .map(ProcessHandle::isAlive)
                                .orElse(false));
    }

    /** The name that this machine has for itself. The kernel is asked first, which asks nobody else: a name server may be what is broken tonight. */
    static String host() {
        try {
            return Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
        } catch (IOException notLinux) {
            return resolved();
        }
    }

    private static String resolved() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException nameless) {
            return "localhost";
        }
    }
}
