package dev.runbook.engine.inventory;

import dev.runbook.engine.model.Durations;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Runs the command that prints a secret, such as a password manager's. */
final class SecretCommand {
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private SecretCommand() {}

    /** What it prints, without the last newline. Its messages go to this process's own standard error. */
    static String run(String command, Path folder) {
        ProcessBuilder builder = new ProcessBuilder("/bin/sh", "-c", command)
                .directory(folder.toAbsolutePath().toFile())
                .redirectInput(new File("/dev/null"))
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        try {
            Process process = builder.start();
            try {
                return output(process);
            } finally {
                process.destroyForcibly();
            }
        } catch (IOException unstartable) {
            throw new SecretSource.Missing("cannot be started: " + unstartable.getMessage());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new SecretSource.Missing("was interrupted");
        }
    }

    private static String output(Process process) throws InterruptedException {
        CompletableFuture<String> text = CompletableFuture.supplyAsync(() -> {
            try {
                return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            } catch (IOException broken) {
                throw new UncheckedIOException(broken);
            }
        });
        try {
            String found = text.get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
            int status = process.waitFor();
            if (status != 0) {
                throw new SecretSource.Missing("ended with status " + status);
            }
            return SecretReader.withoutNewline(found);
        } catch (TimeoutException late) {
            throw new SecretSource.Missing("did not end within " + Durations.show(LIMIT));
        } catch (ExecutionException broken) {
            throw new SecretSource.Missing("could not be read");
        }
    }
}
