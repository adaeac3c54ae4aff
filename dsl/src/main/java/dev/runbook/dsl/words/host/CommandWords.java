package dev.runbook.dsl.words.host;

import dev.runbook.dsl.words.shell.HostShell;
import dev.runbook.dsl.words.value.Given;
import dev.runbook.dsl.words.value.Masking;
import dev.runbook.engine.model.Text;
import dev.runbook.engine.spi.Code;
import dev.runbook.engine.spi.Option;
import dev.runbook.engine.spi.StepScope;
import dev.runbook.engine.spi.Touches;
import dev.runbook.engine.spi.Word;
import java.time.Duration;
import java.util.Map;

/** Commands on the host of the {@code onHost} around them. */
public final class CommandWords {
    private static final Duration PROBE_TIMEOUT = Duration.ofSeconds(60);

    private CommandWords() {}

    @Word(
            value =
                    "A POSIX shell command on the host. It runs under set -e, and with pipefail where the host has bash or another shell that knows it: the first failing command, also inside a pipe, "
                            + "ends it. Each value in \"…${value}…\" is passed as exactly one word, whatever is in it; a list, standing alone, becomes several words; do not put quotes around a value. "
                            + "Standard input is empty unless stdin: is given. Gives text, err, status, lines, trim() and json (its output as data). A status that is not in ok: fails the step with command, host, status and the "
                            + "last lines of standard error; output over 16 MiB is an error.",
            touches = Touches.WRITES,
            onHost = true,
            yields = Output.class)
    @Option(name = "ok", about = "the statuses that count as success: a number or a list; [0] unless said")
    @Option(
            name = "timeout",
            type = Duration.class,
            about = "after this long its processes are ended, and the step fails; none unless said")
    @Option(name = "stdin", about = "a text or secret for its standard input")
    @Option(
            name = "env",
            type = Map.class,
            about =
                    "environment variables by name; secrets get there through standard input, never through an argument or a file")
    @Option(
            name = "secret",
            type = Boolean.class,
            about = "true: the output is a secret, without its last line ends; nothing of it is shown")
    public static Object sh(StepScope scope, Map<String, Object> options, @Code Text command) {
        Given given = new Given("sh", options);
        HostShell shell = HostShell.here(scope, "sh").writing("sh");
        Masking.refuse(
                "sh",
                command,
                given.any("stdin"),
                given.any("env"),
                shell.frame().env());
        return new CommandRun(scope, shell, given, command, null).perform(true);
    }

    @Word(
            value =
                    "A command that changes nothing, which its author vouches for: probing dry runs perform it too, and conditions may use it. Everything else is as with sh.",
            touches = Touches.READS,
            onHost = true,
            yields = Output.class)
    @Option(name = "ok", about = "the statuses that count as success: a number or a list; [0] unless said")
    @Option(
            name = "timeout",
            type = Duration.class,
            about = "after this long its processes are ended, and the step fails; 60s unless said")
    @Option(name = "stdin", about = "a text or secret for its standard input")
    @Option(
            name = "env",
            type = Map.class,
            about =
                    "environment variables by name; secrets get there through standard input, never through an argument or a file")
    @Option(
            name = "secret",
            type = Boolean.class,
            about = "true: the output is a secret, without its last line ends; nothing of it is shown")
    public static Object probe(StepScope scope, Map<String, Object> options, @Code Text command) {
        Given given = new Given("probe", options);
        return new CommandRun(scope, HostShell.here(scope, "probe"), given, command, PROBE_TIMEOUT).perform(false);
    }
}
