package dev.runbook.engine.journal;

import dev.runbook.engine.model.ExitStatus;
import dev.runbook.engine.model.RunbookException;
import dev.runbook.engine.spi.Modes;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** One process a run. The lock file is opened by nothing else, since closing another descriptor of it would release the lock; who holds it stands in a second file. */
public final class RunLock implements AutoCloseable {
    private static final String LOCK = "lock";

    /** The folders whose lock this process has: asking the system again would release it. */
    private static final Set<Path> MINE = ConcurrentHashMap.newKeySet();

    private final FileChannel channel;
    private final Path folder;
    private final String before;

    private RunLock(FileChannel channel, Path folder, String before) {
        this.channel = channel;
        this.folder = folder;
        this.before = before;
    }

    /** {@code USER@HOST, process PID} of this process. */
    public static String self() {
        return operator() + ", process " + ProcessHandle.current().pid();
    }

    /** {@code USER@HOST}. */
    public static String operator() {
        return System.getProperty("user.name") + "@" + Owner.host();
    }

    /** Takes the lock of the run in this folder, or says who has it. Released by {@link #close} and by death. */
    public static RunLock take(Path folder, String run, String who) {
        return take(folder, run, who, false);
    }

    /** @param takeOver whether a person vouches that the process on another machine which did not let go of it is gone */
    public static RunLock take(Path folder, String run, String who, boolean takeOver) {
        try {
            Path real = folder.toRealPath();
            if (!MINE.add(real)) {
                throw busy(real, run);
            }
            try {
                return locked(real, run, who, takeOver);
            } catch (IOException | RuntimeException failed) {
                MINE.remove(real);
                throw failed;
            }
        } catch (IOException failed) {
            throw new RunbookException(
                    ExitStatus.FAILED,
                    "The run's folder " + folder + " cannot be locked: " + failed.getMessage()
                            + ". Free the disk or mend the permissions, then try again",
                    failed);
        }
    }

    private static RunLock locked(Path folder, String run, String who, boolean takeOver) throws IOException {
        FileChannel channel =
                FileChannel.open(folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() == null) {
                throw busy(folder, run);
            }
            Optional<Owner> before = Owner.of(folder);
            if (before.isPresent() && before.get().isElsewhere() && !takeOver) {
                throw leftElsewhere(before.get(), run);
            }
            Owner.write(folder, who);
            Modes.restrict(folder.resolve(LOCK));
            return new RunLock(channel, folder, before.map(Owner::text).orElse(null));
        } catch (IOException | RuntimeException failed) {
            channel.close();
            throw failed;
        }
    }

    private static RunbookException busy(Path folder, String run) {
        return new RunbookException(
                ExitStatus.BUSY,
                "Run " + run + " is in the hands of another process: " + holder(folder)
                        + ". Watch it with: runbook show " + run);
    }

    private static RunbookException leftElsewhere(Owner owner, String run) {
        return new RunbookException(
                ExitStatus.BUSY,
                "Run " + run + " was not let go by " + owner.text() + ", and this is another machine ("
                        + Owner.host() + "): whether that process lives cannot be seen from here. "
                        + "Make sure that it does not, then: runbook resume " + run + " --take-over --why TEXT");
    }

    /** Who holds a run, as that process said it. */
    public static String holder(Path folder) {
        return Owner.of(folder).map(Owner::text).orElse("one that has just begun");
    }

    /** Whether the process that wrote itself down as the owner lives: told without touching the lock. */
    public static boolean held(Path folder) {
        return Owner.of(folder).map(Owner::lives).orElse(false);
    }

    /** Who had the run before and did not let go of it, or null. */
    public String before() {
        return before;
    }

    @Override
    public void close() {
        try {
            Owner.clear(folder);
            channel.close();
            MINE.remove(folder);
        } catch (IOException gone) {
            throw new RunbookException(
                    ExitStatus.FAILED, "The run's lock cannot be released: " + gone.getMessage(), gone);
        }
    }
}
