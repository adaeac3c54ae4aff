package dev.runbook.lab.mattermost.mmctl;

import dev.runbook.lab.server.HostFolder;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * How a host's {@code mmctl} gets its work done: a script leaves the call in a folder and waits at a pipe; this program answers. Starting a Java for each call
 * would take longer than what it does.
 */
public final class Door implements AutoCloseable {
    private static final String QUIT = "quit";
    private static final String SCRIPT = """
            #!/bin/sh
            # The laboratory's mmctl: a stand-in. What it does, it does by HTTP with the stand-in servers.
            umask 077
            call=$(mktemp -d "$HOME/lab/mmctl/call.XXXXXX")
            mkfifo "$call/done"
            {
                printf '%s\\n' "$PWD" "${XDG_CONFIG_HOME:-$HOME/.config}" "${MMCTL_LOCAL_SOCKET_PATH:-/var/tmp/mattermost_local.socket}"
                for each in "$@"; do printf '%s\\n' "$each"; done
            } >"$call/call"
            cat >"$call/in"
            echo "$call" >"$HOME/lab/mmctl/queue"
            status=$(cat "$call/done")
            cat "$call/out"
            cat "$call/err" >&2
            rm -rf "$call"
            exit "$status"
            """;

    private final RandomAccessFile queue;
    private final Path version;
    private final ExecutorService threads = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "laboratory mmctl");
        thread.setDaemon(true);
        return thread;
    });

    private Door(RandomAccessFile queue, Path version) {
        this.queue = queue;
        this.version = version;
    }

    /** Puts the command on a host. */
    public static Door open(HostFolder host, String release) throws IOException, InterruptedException {
        Path folder = host.path("lab/mmctl/version").getParent();
        host.write("lab/mmctl/version", release + "\n");
        host.script("bin/mmctl", SCRIPT);
        Path pipe = folder.resolve("queue");
        if (host.command("mkfifo lab/mmctl/queue").start().waitFor() != 0) {
            throw new IOException("The laboratory cannot make the pipe " + pipe);
        }
        Door door = new Door(new RandomAccessFile(pipe.toFile(), "rw"), folder.resolve("version"));
        door.threads.execute(door::answer);
        return door;
    }

    private void answer() {
        try {
            for (String line = queue.readLine(); line != null && !line.equals(QUIT); line = queue.readLine()) {
                Path call = Path.of(line);
                threads.execute(() -> answer(call));
            }
        } catch (IOException closed) {
            // nobody can call any more
        }
    }

    private void answer(Path call) {
        try {
            Output output = new Output();
            int status = new Mmctl(Files.readString(version).strip(), Call.read(call), output).run();
            Files.writeString(call.resolve("out"), output.out());
            Files.writeString(call.resolve("err"), output.err());
            Files.writeString(call.resolve("done"), status + "\n");
        } catch (IOException gone) {
            // who called is gone
        }
    }

    @Override
    public void close() throws IOException {
        queue.write((QUIT + "\n").getBytes(java.nio.charset.StandardCharsets.UTF_8));
        threads.shutdown();
    }
}
