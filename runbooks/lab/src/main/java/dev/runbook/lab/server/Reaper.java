package dev.runbook.lab.server;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A small process beside the laboratory that outlives a JVM killed hard: it then ends the servers and removes the folder.
 * It notices by the pipe between them, which the system closes for the dead.
 */
public final class Reaper implements AutoCloseable {
    private final Process process;

    private Reaper(Process process) {
        this.process = process;
    }

    /** Starts it; only a folder that holds the file {@code .laboratory} is ever removed. */
    public static Reaper start(Path folder, String mark) throws IOException {
        Files.writeString(folder.resolve(".laboratory"), mark);
        ProcessBuilder reaper = new ProcessBuilder(OwnSession.around(
                "/bin/sh",
                "-c",
                Script.named("reaper.sh"),
                "reaper",
                folder.toString(),
                mark,
                Script.named("sweep.sh")));
        reaper.directory(Path.of("/").toFile()).redirectOutput(Redirect.DISCARD).redirectError(Redirect.DISCARD);
        return new Reaper(reaper.start());
    }

    @Override
    public void close() throws IOException {
        try (OutputStream pipe = process.getOutputStream()) {
            pipe.write("closed\n".getBytes(StandardCharsets.US_ASCII));
        }
        Ended.await(process);
    }
}
