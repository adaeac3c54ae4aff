package dev.runbook.dsl.words.shell;

import dev.runbook.dsl.words.value.Payload;
import dev.runbook.engine.model.RunbookException;
import dev.runbook.engine.model.Secret;
import dev.runbook.engine.model.Text;
import dev.runbook.engine.spi.Command;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * The line and the standard input that make a host run a script: in bash where it is there (for {@code pipefail}; in POSIX mode), else in sh, under
 * {@code set -e}. Secrets stand at the beginning of standard input, a line each (several where they hold line ends), and are read with the shell's own
 * {@code read}: byte for byte, no process gets them as an argument, no file holds them. What the author passes as {@code stdin:} follows.
 */
final class Invocation {
    /** What a script ends with when its folder is missing. */
    static final int NO_FOLDER = 97;

    /** What it says then, on standard error. */
    static final String NO_FOLDER_MARK = "runbook: no such folder: ";

    /** A single argument of a program may have 128 KiB on Linux, and quoting multiplies; a longer script travels through standard input too. */
    private static final int LONGEST_ARGUMENT = 8_000;

    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    private final StringBuilder script = new StringBuilder();
    private final ByteArrayOutputStream input = new ByteArrayOutputStream();

    /** Reads the secrets of a command into its variables. */
    Invocation secrets(List<Secret> secrets) {
        for (int i = 0; i < secrets.size(); i++) {
            read(Form.Sent.variable(i + 1), secrets.get(i));
        }
        return this;
    }

    Invocation env(Map<String, Object> env) {
        env.forEach((name, value) -> {
            if (!NAME.matcher(name).matches()) {
                throw RunbookException.invalid("env: '" + name
                        + "' cannot be the name of an environment variable; expected letters, digits and _");
            }
            if (value == null) {
                throw RunbookException.invalid("env: '" + name + "' is null; give it a value, or leave it out");
            }
            if (Text.secretIn(value)) {
                read(name, Payload.secret(value));
                script.append("export ").append(name).append('\n');
            } else {
                script.append("export ")
                        .append(name)
                        .append('=')
                        .append(Quote.word(Payload.text(value)))
                        .append('\n');
            }
        });
        return this;
    }

    Invocation folder(String folder) {
        String path = Quote.path(folder);
        script.append("cd ")
                .append(path)
                .append(" 2>/dev/null || { printf '%s\\n' ")
                .append(Quote.word(NO_FOLDER_MARK))
                .append(path)
                .append(" >&2; exit ")
                .append(NO_FOLDER)
                .append("; }\n");
        return this;
    }

    Invocation body(String body) {
        script.append(body);
        return this;
    }

    private void read(String variable, Secret secret) {
        String value = secret.reveal();
        if (value.indexOf('\0') >= 0) {
            throw RunbookException.invalid("The secret " + secret.name()
                    + " holds a NUL character, which no variable of a shell can; pass it through stdin:");
        }
        script.append("IFS= read -r ").append(variable).append('\n');
        for (int line = 1; line < value.split("\n", -1).length; line++) {
            script.append("IFS= read -r rb_line; ")
                    .append(variable)
                    .append("=\"$")
                    .append(variable)
                    .append("\n$rb_line\"\n");
        }
        if (value.indexOf('\n') >= 0) {
            script.append("rb_line=\n");
        }
        input.writeBytes((value + "\n").getBytes(StandardCharsets.UTF_8));
    }

    Command command(Become become, InputStream stdin, Duration timeout) {
        String whole = script.toString();
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        String start = "";
        if (become != null && become.password() != null) {
            String mark = "runbook-" + UUID.randomUUID();
            head.writeBytes((become.password().reveal() + "\n" + mark + "\n").getBytes(StandardCharsets.UTF_8));
            start = "rb_line=; while [ \"$rb_line\" != " + mark + " ]; do IFS= read -r rb_line; done; rb_line=\n";
        }
        byte[] bytes = whole.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > LONGEST_ARGUMENT) {
            head.writeBytes(bytes);
            whole = "eval \"$(dd bs=1 count=" + bytes.length + " 2>/dev/null)\"";
        }
        head.writeBytes(input.toByteArray());
        String line = shell(start + whole);
        return new Command(become == null ? line : become.line(line), joined(head.toByteArray(), stdin), timeout);
    }

    private static InputStream joined(byte[] head, InputStream stdin) {
        InputStream first = new ByteArrayInputStream(head);
        return head.length == 0 ? stdin : new SequenceInputStream(first, stdin);
    }

    private static String shell(String script) {
        return "s=" + Quote.word(script)
                + "; if command -v bash >/dev/null 2>&1; then exec bash --posix -o pipefail -ec \"$s\"; fi; "
                + "if sh -o pipefail -c : 2>/dev/null; then exec sh -o pipefail -ec \"$s\"; fi; exec sh -ec \"$s\"";
    }
}
