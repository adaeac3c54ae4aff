package dev.runbook.dsl.words.host.files;

import dev.runbook.dsl.words.shell.HostShell;
import dev.runbook.dsl.words.value.Given;
import dev.runbook.dsl.words.value.Masking;
import dev.runbook.engine.model.EffectFailed;
import dev.runbook.engine.model.Pending;
import dev.runbook.engine.model.RunbookException;
import dev.runbook.engine.model.Secret;
import dev.runbook.engine.model.Text;
import dev.runbook.engine.spi.Effect;
import dev.runbook.engine.spi.Option;
import dev.runbook.engine.spi.StepScope;
import dev.runbook.engine.spi.Touches;
import dev.runbook.engine.spi.Word;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Files beside the runbook, and their way to and from hosts. */
public final class LocalWords {
    private LocalWords() {}

    @Word(
            value =
                    "Brings a file to the host, as writeFile does; its checksum is verified. The local path is relative to the runbook. A remote path with a trailing slash is the folder that gets it.",
            programs = "sha256sum|shasum|openssl",
            touches = Touches.WRITES,
            repeatable = true,
            onHost = true,
            yields = Boolean.class)
    @Option(name = "mode", about = "as for chmod, in quotes: '0755'")
    @Option(name = "owner", about = "as for chown: 'chat', 'chat:chat'")
    public static Object upload(StepScope scope, Map<String, Object> options, Text local, Text remote) {
        Masking.refuse("upload", local, remote);
        HostShell shell = HostShell.here(scope, "upload").writing("upload");
        Writing how =
                Writing.of(new Given("upload", options), false, scope.run().id());
        String what = local.show() + " → " + FileWords.shown(remote) + how.shown();
        return scope.perform(Effect.writes("upload", shell.host(), what, () -> {
                    Path file = readable(scope, "upload", local.plain());
                    String path = remote.plain();
                    String whole = path.endsWith("/") ? path + file.getFileName() : path;
                    return FileWords.file(shell, "upload", Text.of(whole)).write(Content.of(file), how);
                })
                .needing(local, remote));
    }

    @Word(
            value =
                    "Fetches a file of the host; its checksum is verified. The local path is relative to the runbook; with a trailing slash it is the folder that gets it. Missing folders are made; the "
                            + "file is readable for its owner alone. Gives the absolute local path.",
            programs = "sha256sum|shasum|openssl",
            touches = Touches.WRITES,
            repeatable = true,
            onHost = true,
            yields = String.class)
    public static Object download(StepScope scope, Text remote, Text local) {
        Masking.refuse("download", remote, local);
        HostShell shell = HostShell.here(scope, "download");
        return scope.perform(Effect.writes(
                        "download", shell.host(), FileWords.shown(remote) + " → " + local.show(), () -> {
                            String from = remote.plain();
                            String to = local.plain();
                            Path file = scope.run()
                                    .runbook()
                                    .resolve(to.endsWith("/") ? to + from.substring(from.lastIndexOf('/') + 1) : to)
                                    .normalize();
                            new Download(FileWords.file(shell, "download", remote), shell, from).to(file);
                            return file.toAbsolutePath().toString();
                        })
                .needing(remote, local));
    }

    @Word(
            value =
                    "The text of a file beside the runbook with each ${name} filled from the map: a text, or a secret where a value is one. A placeholder without a value, or a value without a placeholder, "
                            + "is an error; $${name} stands for a literal ${name}.",
            touches = Touches.NOTHING,
            yields = String.class)
    public static Object template(StepScope scope, Text local, Map<?, ?> values) {
        String name = local.plain();
        Masking.refuse("template", values);
        Path file = readable(scope, "template", name);
        try {
            Text filled = new Template(name, Files.readString(file)).fill(values);
            if (filled.hasPending()) {
                return new Pending("text of template " + name);
            }
            return filled.hasSecret() ? Secret.late("template " + name, filled::reveal) : filled.reveal();
        } catch (IOException e) {
            throw new EffectFailed("template: cannot read " + file + " as UTF-8 text: " + e.getMessage(), e);
        }
    }

    private static Path readable(StepScope scope, String word, String local) {
        Path file = scope.run().runbook().resolve(local).normalize();
        if (!Files.isRegularFile(file)) {
            String found = Files.isDirectory(file) ? "a folder; bring folders with copy or sync" : "nothing there";
            throw RunbookException.invalid(word + ": expected the file " + file
                    + " (local paths are relative to the runbook), found " + found);
        }
        return file;
    }
}
