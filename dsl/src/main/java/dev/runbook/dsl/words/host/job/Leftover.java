package dev.runbook.dsl.words.host.job;

import dev.runbook.dsl.words.shell.Capture;
import dev.runbook.dsl.words.shell.HostScript;
import dev.runbook.dsl.words.shell.HostShell;
import dev.runbook.engine.spi.HostFrame;
import dev.runbook.engine.spi.Hosts;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A job's folder on a host, for {@code runbook doctor}: of a job that runs, or of one that nobody has looked at to its end.
 *
 * @param run   the run that began it
 * @param name  the folder's name
 * @param state {@code running}, {@code ended STATUS}, {@code gone}, or {@code unstarted}
 * @param bytes how much it has said
 */
public record Leftover(String run, String name, String state, long bytes) {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /**
     * All of one user on a host; inside an effect only.
     *
     * @param as the user to become, or null for the login user
     */
    public static List<Leftover> on(Hosts hosts, String host, String as) throws InterruptedException {
        HostShell shell = HostShell.of(hosts, new HostFrame(host, as, "/", Map.of()));
        Control control = new Control(line -> {});
        int status = shell.run(
                JobScript.list(), Map.of(), InputStream.nullInputStream(), PATIENCE, control.after(new Capture(null)));
        if (status != 0) {
            throw new HostScript(shell, "jobs").failed(status, control.errors());
        }
        List<Leftover> all = new ArrayList<>();
        for (String line : control.said()) {
            String[] parts = line.split(" ", 3);
            String run = parts[1].replaceFirst("-[0-9a-f]+-\\d+$", "");
            all.add(new Leftover(
                    run, parts[1], parts[2].startsWith("gone") ? "gone" : parts[2], Long.parseLong(parts[0])));
        }
        return all;
    }

    public boolean running() {
        return state.equals("running");
    }
}
