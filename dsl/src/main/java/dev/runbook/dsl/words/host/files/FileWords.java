package dev.runbook.dsl.words.host.files;

import dev.runbook.dsl.words.shell.HostScript;
import dev.runbook.dsl.words.shell.HostShell;
import dev.runbook.dsl.words.shell.Quote;
import dev.runbook.dsl.words.value.Given;
import dev.runbook.dsl.words.value.Masking;
import dev.runbook.dsl.words.value.Payload;
import dev.runbook.engine.model.Secret;
import dev.runbook.engine.model.Text;
import dev.runbook.engine.spi.Effect;
import dev.runbook.engine.spi.Option;
import dev.runbook.engine.spi.StepScope;
import dev.runbook.engine.spi.Touches;
import dev.runbook.engine.spi.Word;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Files on the host of the {@code onHost} around them. */
public final class FileWords {
    private FileWords() {}

    @Word(
            value = "The text of a file on the host, as UTF-8, up to 16 MiB. A missing file is an error.",
            touches = Touches.READS,
            onHost = true,
            yields = String.class)
    @Option(
            name = "secret",
            type = Boolean.class,
            about = "true: gives a secret, exactly as it stands in the file, with its last line end")
    public static Object readFile(StepScope scope, Map<String, Object> options, Text path) {
        boolean secret = new Given("readFile", options).flag("secret");
        HostShell shell = HostShell.here(scope, "readFile");
        return scope.perform(Effect.reads("readFile", shell.host(), shown(path), () -> {
                    String text = new String(file(shell, "readFile", path).read(), StandardCharsets.UTF_8);
                    return secret ? Secret.of("file " + path.plain(), text) : text;
                })
                .needing(path));
    }

    @Word(
            value =
                    "Gives a file on the host a new content, whole or not at all. An existing file keeps its mode and owner, and a backup stays beside it (PATH.runbook-RUN, made once a run); a "
                            + "link is followed. A new file is made with the umask, or for its owner alone where the text holds a secret. Its folder must exist. Gives true, or false where nothing had to change.",
            programs = "sha256sum|shasum|openssl",
            touches = Touches.WRITES,
            repeatable = true,
            onHost = true,
            yields = Boolean.class)
    @Option(name = "mode", about = "as for chmod, in quotes: '0640'")
    @Option(name = "owner", about = "as for chown: 'chat', 'chat:chat'")
    public static Object writeFile(StepScope scope, Map<String, Object> options, Text path, Object text) {
        Masking.refuse("writeFile", path, text);
        HostShell shell = HostShell.here(scope, "writeFile").writing("writeFile");
        Writing how = Writing.of(
                new Given("writeFile", options),
                Text.secretIn(text),
                scope.run().id());
        String what = shown(path) + size(text) + how.shown();
        return scope.perform(Effect.writes(
                        "writeFile",
                        shell.host(),
                        what,
                        () -> file(shell, "writeFile", path).write(Content.of(Payload.bytes(text)), how))
                .needing(path, text));
    }

    @Word(
            value =
                    "Replaces text in a file on the host, keeping mode, owner and a backup as writeFile does. find: must be found exactly as often as times: says, else the step fails and the file "
                            + "is as it was; where put: already stands there that often and find: does not, it is done. Gives true, or false where it was done before.",
            programs = "sha256sum|shasum|openssl",
            touches = Touches.WRITES,
            repeatable = true,
            onHost = true,
            yields = Boolean.class)
    @Option(name = "find", required = true, about = "a text, or a pattern")
    @Option(name = "put", required = true, about = "what takes its place; after a pattern $1 is its first group")
    @Option(name = "times", about = "how often find: must be found: a number or a range; 1 unless said")
    public static Object editFile(StepScope scope, Map<String, Object> options, Text path) {
        Given given = new Given("editFile", options);
        Masking.refuse("editFile", path, given.any("find"), given.any("put"));
        for (String needed : new String[] {"find", "put"}) {
            if (!given.has(needed)) {
                throw given.wrong(needed, "a text");
            }
        }
        HostShell shell = HostShell.here(scope, "editFile").writing("editFile");
        String what = shown(path) + ": " + Payload.shown(given.any("find")) + " → " + Payload.shown(given.any("put"));
        return scope.perform(Effect.writes("editFile", shell.host(), what, () -> {
                    RemoteFile file = file(shell, "editFile", path);
                    return Rewrite.of(
                            file,
                            Writing.of(
                                    new Given("editFile", Map.of()),
                                    false,
                                    scope.run().id()),
                            new Edit(path.plain(), given)::apply);
                })
                .needing(path, given.options()));
    }

    @Word(
            value =
                    "Whether a file, folder or link is there on the host: true or false. A folder above it that may not be entered is an error.",
            touches = Touches.READS,
            onHost = true,
            yields = Boolean.class)
    public static Object exists(StepScope scope, Text path) {
        HostShell shell = HostShell.here(scope, "exists");
        return scope.perform(Effect.reads(
                        "exists",
                        shell.host(),
                        shown(path),
                        () -> file(shell, "exists", Text.of(path.plain().replaceFirst("(.)/+$", "$1")))
                                .exists())
                .needing(path));
    }

    @Word(
            value = "The SHA-256 of a file on the host, as 64 hexadecimal digits.",
            programs = "sha256sum|shasum|openssl",
            touches = Touches.READS,
            onHost = true,
            yields = String.class)
    public static Object checksum(StepScope scope, Text path) {
        HostShell shell = HostShell.here(scope, "checksum");
        return scope.perform(Effect.reads(
                        "checksum",
                        shell.host(),
                        shown(path),
                        () -> file(shell, "checksum", path).checksum())
                .needing(path));
    }

    static RemoteFile file(HostShell shell, String word, Text path) {
        return new RemoteFile(new HostScript(shell, word + " " + path.show()), path.plain());
    }

    static String shown(Text path) {
        return path.values().isEmpty() || !path.hasPending() && !path.hasSecret()
                ? Quote.shown(path.show())
                : path.show();
    }

    private static String size(Object text) {
        return Text.pendingIn(text) || Text.secretIn(text)
                ? " (" + (Text.secretIn(text) ? "with a secret" : Payload.shown(text)) + ")"
                : " (" + Payload.bytes(text).length + " bytes)";
    }
}
