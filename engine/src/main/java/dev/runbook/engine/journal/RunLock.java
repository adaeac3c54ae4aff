package dev.runbook.engine.journal;

import dev.runbook.engine.model.ExitStatus;
import dev.runbook.engine.model.RunbookException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One process a run. The lock file is opened by nothing else, since closing another descriptor of it would release the lock; who holds it stands in a second file. */
public final class RunLock implements AutoCloseable {
    private static final String LOCK = "lock";
    private static final String OWNER = "owner";
    private static final Pattern PROCESS = Pattern.compile("process (\\d+)");

    private final FileChannel channel;
    private final Path owner;

    private RunLock(FileChannel channel, Path owner) {
        this.channel = channel;
        this.owner = owner;
    }

    /** Takes the lock of the run in this folder, or says who has it. Released by {@link #close} and by death. */
    public static RunLock take(Path folder, String run, String who) {
        try {
            FileChannel channel = FileChannel.open(folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (!locked(channel)) {
                channel.close();
                throw new RunbookException(ExitStatus.BUSY, "Run " + run + " is in the hands of another process: " + holder(folder)
                        + ". Watch it with: runbook show " + run);
            }
            Path owner = folder.resolve(OWNER);
            Files.writeString(owner, who);
            Modes.restrict(owner);
            Modes.restrict(folder.resolve(LOCK));
            return new RunLock(channel, owner);
        } catch (IOException failed) {
            throw new RunbookException(ExitStatus.FAILED, "The run's folder " + folder + " cannot be locked: " + failed.getMessage(), failed);
        }
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
        return process.find() && ProcessHandle.of(Long.parseLong(process.group(1))).map(ProcessHandle::isAlive).orElse(false);
    }

    private static boolean locked(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException sameProcess) {
            return false;
        }
    }

    @Override
    public void close() {
        try {
            Files.deleteIfExists(owner);
            channel.close();
        } catch (IOException gone) {
            throw new RunbookException(ExitStatus.FAILED, "The run's lock cannot be released: " + gone.getMessage(), gone);
        }
    }
}
