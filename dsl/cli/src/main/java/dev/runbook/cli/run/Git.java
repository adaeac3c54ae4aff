package dev.runbook.cli.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** What git says of the folder of a runbook: for the record of what ran. */
final class Git {
    private static final long PATIENCE_SECONDS = 5;

    private Git() {}

    /** {@code commit} and {@code dirty}; null where the folder is in no git tree, or there is no git. */
    static Map<String, Object> of(Path folder) {
        String commit = ask(folder, "rev-parse", "HEAD");
        if (commit == null || commit.isBlank()) {
            return null;
        }
        String changes = ask(folder, "status", "--porcelain", "--", ".");
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("commit", commit.strip());
        data.put("dirty", changes == null || !changes.isBlank());
        return data;
    }

    private static String ask(Path folder, String... arguments) {
        try {
            String[] command = new String[arguments.length + 1];
            command[0] = "git";
            System.arraycopy(arguments, 0, command, 1, arguments.length);
            Process git = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            git.getOutputStream().close();
            String said = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return git.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) && git.exitValue() == 0 ? said : null;
        } catch (IOException noGit) {
            return null;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return null;
        }
    }
}
