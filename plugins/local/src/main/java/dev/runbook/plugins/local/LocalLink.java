package dev.runbook.plugins.local;

import dev.runbook.engine.link.Attendance;
import dev.runbook.engine.link.Chunks;
import dev.runbook.engine.link.ProcessTree;
import dev.runbook.engine.model.EffectFailed;
import dev.runbook.engine.spi.Command;
import dev.runbook.engine.spi.Endpoint;
import dev.runbook.engine.spi.Link;
import dev.runbook.engine.spi.Listener;
import dev.runbook.engine.spi.TargetSpec;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Commands of this machine, each run by {@code /bin/sh} in a session of its own where the machine has {@code setsid}. */
final class LocalLink implements Link {
    private static final String SHELL = "/bin/sh";

    private final TargetSpec host;
    private final Optional<String> setsid;

    LocalLink(TargetSpec host) {
        this(host, Setsid.path());
    }

    /** {@code setsid} is the program's path; without it, the tree is ended by parentage alone. */
    LocalLink(TargetSpec host, Optional<String> setsid) {
        this.host = host;
        this.setsid = setsid;
    }

    @Override
    public int run(Command command, Listener listener) throws InterruptedException {
        return run(command, listener, true);
    }

    private int run(Command command, Listener listener, boolean ended) throws InterruptedException {
        Process process = started(command.line());
        Chunks chunks = new Chunks();
        new Readers(process, chunks).start();
        LocalCommand running = new LocalCommand(
                process, ended ? this::end : pid -> Optional.of("it takes too long to end process " + pid));
        new Attendance(place(), command, listener, chunks, running).untilItEnds();
        return process.exitValue();
    }

    private Process started(String line) {
        List<String> shell = List.of(SHELL, "-c", line);
        try {
            return new ProcessBuilder(
                            setsid.map(path -> List.of(path, SHELL, "-c", line)).orElse(shell))
                    .start();
        } catch (IOException failure) {
            throw new EffectFailed(
                    place() + ": the command could not be started, nothing ran: " + failure.getMessage()
                            + (line.length() > 100_000
                                    ? ". It has " + line.length()
                                            + " characters: pass the data through stdin: or a file."
                                    : ""),
                    failure);
        }
    }

    private Optional<String> end(long pid) {
        return ProcessTree.end(pid, host, (command, listener) -> run(command, listener, false));
    }

    @Override
    public Endpoint tunnel(Endpoint there) {
        return there;
    }

    @Override
    public String user() {
        return System.getProperty("user.name");
    }

    @Override
    public String place() {
        return "local";
    }

    @Override
    public void close() {
        // Nothing is kept open.
    }
}
