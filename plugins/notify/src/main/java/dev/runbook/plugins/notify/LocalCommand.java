package dev.runbook.plugins.notify;

import dev.runbook.engine.model.EffectFailed;
import dev.runbook.engine.spi.Key;
import dev.runbook.engine.spi.Notice;
import dev.runbook.engine.spi.Notifier;
import dev.runbook.engine.spi.TargetSpec;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs a command of this machine's shell: the text is its standard input, what it is about stands in its environment. */
public final class LocalCommand implements Notifier {
    private static final long PATIENCE = 30;
    private static final int TAIL = 300;

    @Override
    public String name() {
        return "command";
    }

    @Override
    public List<Key> keys() {
        return List.of(
                Key.of(
                        "command",
                        String.class,
                        "a command of this machine's shell; it reads the text, and finds RUNBOOK_EVENT, RUNBOOK_RUN, RUNBOOK_TITLE, RUNBOOK_ENVIRONMENT, RUNBOOK_STEP and RUNBOOK_HEADLINE in its environment"));
    }

    @Override
    public void send(Notice notice, TargetSpec person) throws IOException, InterruptedException {
        Path errors = Files.createTempFile("runbook-notify", ".err");
        try {
            ProcessBuilder builder =
                    new ProcessBuilder("/bin/sh", "-c", person.text(name()).orElseThrow());
            surroundings(notice, builder.environment());
            Process process = builder.redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(errors.toFile())
                    .start();
            try {
                write(notice, process);
                ended(process, errors, person);
            } finally {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
        } finally {
            Files.deleteIfExists(errors);
        }
    }

    private static void surroundings(Notice notice, Map<String, String> environment) {
        environment.put("RUNBOOK_EVENT", notice.event());
        environment.put("RUNBOOK_RUN", notice.run());
        environment.put("RUNBOOK_TITLE", notice.title());
        environment.put("RUNBOOK_ENVIRONMENT", notice.environment());
        environment.put("RUNBOOK_STEP", notice.step() == null ? "" : notice.step());
        environment.put("RUNBOOK_HEADLINE", notice.headline());
    }

    private static void write(Notice notice, Process process) {
        try (OutputStream in = process.getOutputStream()) {
            in.write((notice.text() + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException closed) {
            // a command need not read its input
        }
    }

    private static void ended(Process process, Path errors, TargetSpec person)
            throws IOException, InterruptedException {
        String command = "the command of " + person.label() + " (" + person.where() + ")";
        if (!process.waitFor(PATIENCE, TimeUnit.SECONDS)) {
            throw new EffectFailed(command + " did not end within " + PATIENCE + " s, and was ended");
        }
        if (process.exitValue() != 0) {
            String said = Files.readString(errors).strip();
            throw new EffectFailed(command + " ended with status " + process.exitValue()
                    + (said.isEmpty() ? "" : ": " + said.substring(Math.max(0, said.length() - TAIL))));
        }
    }
}
