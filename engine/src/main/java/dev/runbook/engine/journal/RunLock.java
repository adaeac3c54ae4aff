package dev.runbook.engine.journal;

import dev.runbook.engine.model.ExitStatus;
import dev.runbook.engine.model.RunbookException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One process a run. The lock file is opened by nothing else, since closing another descriptor of it would release the lock; who holds it stands in a second file. */
public final class RunLock implements AutoCloseable {
    private static final String LOCK = "lock";
    private static final String OWNER = "owner";
    private static final Pattern PROCESS = Pattern.compile("process (\\d+)");

    /** The folders whose lock this process has: asking the system again would release it. */
    private static final Set<Path> MINE = ConcurrentHashMap.newKeySet();

    private final FileChannel channel;
    private final Path folder;

    private RunLock(FileChannel channel, Path folder) {
        this.channel = channel;
        this.folder = folder;
    }

    /** Takes the lock of the run in this folder, or says who has it. Released by {@link #close} and by death. */
    public static RunLock take(Path folder, String run, String who) {
        try {
            Path real = folder.toRealPath();
            if (!MINE.add(real)) {
                throw busy(real, run);
            }
            try {
                return new RunLock(locked(real, run, who), real);
            } catch (IOException | RuntimeException failed) {
                MINE.remove(real);
                throw failed;
            }
        } catch (IOException failed) {
            throw new RunbookException(
                    ExitStatus.FAILED,
                    "The run's folder " + folder + " cannot be locked: " + failed.getMessage(),
                    failed);
        }
    }

    private static FileChannel locked(Path folder, String run, String who) throws IOException {
        FileChannel channel =
                FileChannel.open(folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() == null) {
                throw busy(folder, run);
            }
            Path owner = folder.resolve(OWNER);
            Files.writeString(owner, who);
            Modes.restrict(owner);
            Modes.restrict(folder.resolve(LOCK));
            return channel;
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

    /** Who holds a run, as that process said it; empty where nobody wrote it down. */
    public static String holder(Path folder) {
        try {
            return Files.readString(folder.resolve(OWNER));
        } catch (IOException unsaid) {
            return "unknown";
        }
    }

    /** Whether the process that wrote itself down as the owner lives: told without touching the lock. */
    public static boolean held(Path folder) {
        if (!Files.exists(folder.resolve(OWNER))) {
            return false;
        }
        String owner = holder(folder);
        Matcher process = PROCESS.matcher(owner);
        return process.find()
                && ProcessHandle.of(Long.parseLong(process.group(1)))
                        .map(ProcessHandle::isAlive)
                        .orElse(false);
    }

    @Override
    public void close() {
        try {
            Files.deleteIfExists(folder.resolve(OWNER));
            channel.close();
            MINE.remove(folder);
        } catch (IOException gone) {
            throw new RunbookException(
                    ExitStatus.FAILED, "The run's lock cannot be released: " + gone.getMessage(), gone);
        }
    }
}
