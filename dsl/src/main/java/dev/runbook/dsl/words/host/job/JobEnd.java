package dev.runbook.dsl.words.host.job;

import dev.runbook.dsl.words.shell.Capture;
import dev.runbook.dsl.words.shell.HostShell;
import dev.runbook.engine.model.EffectFailed;
import dev.runbook.engine.spi.HostFrame;
import dev.runbook.engine.spi.Hosts;
import java.io.InputStream;
import java.time.Duration;
import java.util.Map;

/**
 * How a job was ended on its host, for {@code runbook kill}.
 *
 * @param ended whether this call ended it; otherwise it did not run any more
 * @param said  what was found, for the operator
 */
public record JobEnd(boolean ended, String said) {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    /** Ends the processes of a job that a step remembers, first kindly, after ten seconds for certain. */
    public static JobEnd of(Hosts hosts, JobMemory job) throws InterruptedException {
        if (job.folder() == null) {
            return new JobEnd(
                    false,
                    "whether the job was begun on host '" + job.host()
                            + "' is not known: runbook resume looks for it there");
        }
        HostShell shell = HostShell.of(hosts, new HostFrame(job.host(), job.as(), "/", Map.of()));
        Capture capture = new Capture(null);
        Control control = new Control(line -> {});
        shell.run(
                JobScript.kill(job.folder()),
                Map.of(),
                InputStream.nullInputStream(),
                PATIENCE,
                control.after(capture));
        if (control.said().isEmpty()) {
            throw new EffectFailed("The job in " + job.folder() + " on host '" + job.host() + "' could not be ended: "
                    + new String(control.errors(), java.nio.charset.StandardCharsets.UTF_8).strip());
        }
        return of(job, control.said().get(0));
    }

    private static JobEnd of(JobMemory job, String answer) {
        String[] parts = answer.split(" ", 2);
        String place = "the job on host '" + job.host() + "'";
        return switch (parts[0]) {
            case "killed" -> new JobEnd(true, place + " was ended, with everything it had started");
            case "unbegun" -> new JobEnd(true, place + " had not begun, and will not");
            case "ended" -> new JobEnd(false, place + " had ended before, with status " + parts[1]);
            case "gone" ->
                new JobEnd(
                        false,
                        place + " does not run: " + Ending.without(parts[1]).why());
            case "vanished" -> new JobEnd(false, place + " does not run: its folder " + job.folder() + " is gone");
            default ->
                throw new EffectFailed(place + " could not be ended: still there are the processes "
                        + answer.substring(answer.indexOf(' ') + 1).strip()
                        + ". They may belong to another user: end them on the host");
        };
    }
}
