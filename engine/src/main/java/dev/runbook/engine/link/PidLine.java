package dev.runbook.engine.link;

import dev.runbook.engine.spi.Listener;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Learns the process id of the remote shell: a line that the shell prints on standard error before it runs the command, and which is taken out here again.
 * It leads a process group, or is the parent of all that runs, so the id is what a timeout needs to end everything.
 */
public final class PidLine implements Listener {
    /** A shell's start-up files may print something before; so much of it is searched. */
    private static final int SEARCHED = 64 * 1024;

    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(5);

    private final String token = "runbook-" + UUID.randomUUID();
    private final Pattern line = Pattern.compile(token + " (\\d+)\n");
    private final Listener listener;
    private final ByteArrayOutputStream unsearched = new ByteArrayOutputStream();
    private boolean done;
    private volatile long pid;

    public PidLine(Listener listener) {
        this.listener = listener;
    }

    /** The command with that line before it. */
    public String before(String command) {
        return "echo " + token + " $$ >&2; " + command;
    }

    /** The process id; standard output may be faster than the line, so what is still on its way is looked through. */
    public OptionalLong awaited(Chunks chunks) {
        try {
            boolean more = true;
            while (pid == 0 && more) {
                more = taken(chunks.next(PATIENCE));
            }
        } catch (InterruptedException again) {
            Thread.currentThread().interrupt();
        }
        return pid == 0 ? OptionalLong.empty() : OptionalLong.of(pid);
    }

    private boolean taken(Chunks.Chunk chunk) {
        if (chunk == null || chunk == Chunks.END) {
            return false;
        }
        try {
            if (chunk.error()) {
                stderr(chunk.bytes(), 0, chunk.bytes().length);
            } else {
                stdout(chunk.bytes(), 0, chunk.bytes().length);
            }
        } catch (RuntimeException failing) {
            // A listener that fails is the reason why the command is to be ended, not one to let it run.
        }
        return true;
    }

    @Override
    public void stdout(byte[] bytes, int offset, int length) {
        listener.stdout(bytes, offset, length);
    }

    @Override
    public void stderr(byte[] bytes, int offset, int length) {
        if (done) {
            listener.stderr(bytes, offset, length);
            return;
        }
        unsearched.write(bytes, offset, length);
        String text = unsearched.toString(StandardCharsets.ISO_8859_1);
        Matcher found = line.matcher(text);
        if (found.find()) {
            pid = Long.parseLong(found.group(1));
            handOver(text.substring(0, found.start()) + text.substring(found.end()));
        } else if (text.length() > SEARCHED) {
            handOver(text);
        }
    }

    /** Whether the line has come, and so the command has begun. */
    public boolean begun() {
        return pid != 0;
    }

    /** Hands over what was held back; the command has ended. */
    public void end() {
        if (!done) {
            handOver(unsearched.toString(StandardCharsets.ISO_8859_1));
        }
    }

    private void handOver(String text) {
        done = true;
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        if (bytes.length > 0) {
            listener.stderr(bytes, 0, bytes.length);
        }
    }
}
