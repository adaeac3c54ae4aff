package dev.runbook.dsl.words.host;

import dev.runbook.dsl.words.shell.Capture;
import dev.runbook.dsl.words.shell.CommandFailed;
import dev.runbook.dsl.words.shell.CommandText;
import dev.runbook.dsl.words.shell.HostShell;
import dev.runbook.dsl.words.value.Given;
import dev.runbook.dsl.words.value.Masking;
import dev.runbook.dsl.words.value.Payload;
import dev.runbook.engine.model.EffectFailed;
import dev.runbook.engine.model.Secret;
import dev.runbook.engine.model.Text;
import dev.runbook.engine.spi.Effect;
import dev.runbook.engine.spi.StepScope;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** One {@code sh} or {@code probe}: from what the script wrote to what the command gave. */
final class CommandRun {
    private final StepScope scope;
    private final HostShell shell;
    private final Given given;
    private final Text command;
    private final String shown;
    private final Duration timeout;
    private final List<Integer> ok;
    private final boolean secret;
    private final Map<String, Object> env;

    CommandRun(StepScope scope, HostShell shell, Given given, Text command, Duration timeout) {
        this.scope = scope;
        this.shell = shell;
        this.given = given;
        this.command = command;
        this.shown = CommandText.shown(command);
        this.timeout = given.duration("timeout", timeout);
        this.ok = given.statuses();
        this.secret = given.flag("secret");
        this.env = given.map("env");
    }

    Object perform(boolean writes) {
        Effect<Object> effect = writes
                ? Effect.writes(given.word(), shell.host(), shown, () -> run(true))
                : Effect.reads(given.word(), shell.host(), shown, () -> run(false));
        return scope.perform(effect.needing(
                command,
                env,
                given.any("stdin"),
                shell.frame().env(),
                shell.frame().as(),
                shell.frame().dir()));
    }

    /** The output of a command that only reads is no news: it is what the step works with. */
    private Object run(boolean writes) throws InterruptedException {
        Masking masking = new Masking(command, env, given.any("stdin"), shell.env());
        Consumer<String> live = line -> scope.output(masking.mask(line));
        Capture capture = new Capture(secret || !writes ? null : live);
        int status = shell.run(CommandText.sent(command), env, stdin(), timeout, capture);
        capture.end();
        String text = new String(capture.out(), StandardCharsets.UTF_8);
        String err = new String(capture.err(), StandardCharsets.UTF_8);
        if (!ok.contains(status)) {
            Masking all = secret
                    ? new Masking(command, env, given.any("stdin"), shell.env(), Secret.of("output", text))
                    : masking;
            throw new CommandFailed(shown, shell.host(), status, ok, all.mask(err));
        }
        if (capture.tooLong()) {
            throw new EffectFailed("'" + shown + "' on host '" + shell.host() + "' ended with status " + status
                    + " and gave " + capture.total()
                    + " bytes; a text may have 16 MiB. Let it write to a file on the host, or cut its output there.");
        }
        return secret
                ? Secret.of("output of " + given.word(), text.replaceFirst("\n+\\z", ""))
                : new Output(text, err, status);
    }

    private InputStream stdin() {
        Object stdin = given.any("stdin");
        return stdin == null ? InputStream.nullInputStream() : new ByteArrayInputStream(Payload.bytes(stdin));
    }
}
