package dev.runbook.dsl.words.host.job;

import dev.runbook.dsl.words.shell.Capture;
import dev.runbook.dsl.words.shell.HostShell;
import dev.runbook.engine.model.RunbookException;
import dev.runbook.engine.spi.HostFrame;
import dev.runbook.engine.spi.StepScope;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Ends a job on its host: for {@code runbook kill}. */
public final class JobEnd {
    private JobEnd() {}

    /**
     * Ends the processes of a job, first kindly, after ten seconds for certain.
     *
     * @param remembered what a step remembers under a name that begins with {@code "job "}
     * @return what was found, for the operator
     */
    public static String of(StepScope scope, Map<?, ?> remembered) throws InterruptedException {
        if (remembered.get("folder") == null) {
            return "the job was never begun";
        }
        String host = String.valueOf(remembered.get("host"));
        Object as = remembered.get("as");
        HostShell shell = HostShell.of(scope, new HostFrame(host, as == null ? null : as.toString(), "/", Map.of()));
        Capture capture = new Capture(null);
        int status = shell.run(
                JobScript.kill(remembered.get("folder").toString()),
                Map.of(),
                InputStream.nullInputStream(),
                null,
                capture);
        String said = new String(capture.err(), StandardCharsets.UTF_8);
        int at = said.indexOf(JobScript.MARK);
        if (status != 0 || at < 0) {
            throw new dev.runbook.engine.model.EffectFailed("The job in " + remembered.get("folder") + " on host '"
                    + host + "' could not be ended: " + said.strip());
        }
        String answer = said.substring(at + JobScript.MARK.length()).strip();
        return switch (answer.split(" ")[0]) {
            case "killed" -> "the job on host '" + host + "' was ended";
            case "ended" ->
                "the job on host '" + host + "' had ended before, with status " + answer.substring("ended ".length());
            case "gone", "none" -> "the job on host '" + host + "' does not run";
            default ->
                throw RunbookException.invalid(
                        "kill: expected an answer from host '" + host + "', found '" + answer + "'");
        };
    }
}
