package dev.runbook.dsl.words.host.job;

import dev.runbook.dsl.words.shell.Quote;
import dev.runbook.dsl.words.shell.Rendered;
import dev.runbook.engine.link.ProcessTree;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/**
 * What runs on the host, put together from the {@code .sh} files beside this class. A job is a private folder with {@code go} (the claim: who makes it runs the command, nobody else ever does),
 * {@code pid} (process, its start time, the boot; as {@code pid.N} before the claim), {@code out} and, at the end, {@code status}. Everything is POSIX shell; {@code setsid} and sleeping for
 * fractions of a second are used where they are there.
 *
 * <p>A script says what it has to say on standard error, after {@link #MARK}; standard output is the job's, byte for byte.
 */
final class JobScript {
    /** Begins each line that is ours. */
    static final String MARK = "runbook-job: ";

    /** Tenths of a second that a job has to end by itself when it is told to. */
    private static final int GRACE = 100;

    private static final String SAY = "rb_say() { printf '" + MARK + "%s\\n' \"$1\" >&2; }\n";
    private static final String IDENTITY = part("identity");
    private static final String WRAPPER = IDENTITY + part("wrapper");
    private static final String BEGIN = part("begin");
    private static final String FOLLOW = IDENTITY + part("follow");
    private static final String KILL =
            IDENTITY + "rb_end_tree() {\n" + ProcessTree.script("$p", GRACE) + "}\n" + part("kill");
    private static final String LIST = IDENTITY + part("list");

    private JobScript() {}

    /**
     * Starts the job unless it was started before, then follows it.
     *
     * @param name the folder's
     * @param sum  tells the command from another
     */
    static Rendered start(Rendered command, List<String> own, String name, String sum, Follow follow) {
        StringBuilder script = new StringBuilder(SAY);
        // The detached shell gets the variables as environment; its command takes them back out of it, so that no child
        // inherits them.
        StringBuilder inner = new StringBuilder();
        for (String variable : own) {
            script.append("export ").append(variable).append('\n');
            inner.append("rb_x=$")
                    .append(variable)
                    .append("; unset ")
                    .append(variable)
                    .append("; ")
                    .append(variable)
                    .append("=$rb_x; unset rb_x\n");
        }
        inner.append(command.script());
        script.append(set("rb_wrapper", WRAPPER))
                .append(set("rb_command", inner.toString()))
                .append(set("rb_name", name))
                .append(set("rb_sum", sum))
                .append(BEGIN)
                .append(follow.settings())
                .append(FOLLOW);
        return new Rendered(script.toString(), command.secrets());
    }

    /** Gives the job's output from an offset on until it ends, or for a while. */
    static Rendered follow(String folder, Follow follow) {
        return Rendered.of(SAY + set("j", folder) + follow.settings() + FOLLOW);
    }

    static Rendered kill(String folder) {
        return Rendered.of(SAY + set("j", folder) + KILL);
    }

    static Rendered list() {
        return Rendered.of(SAY + LIST);
    }

    static Rendered remove(String folder) {
        return Rendered.of(set("j", folder) + "if [ -s \"$j/status\" ]; then rm -rf \"$j\"; fi\n");
    }

    /**
     * From which byte on output is given, and after how long without any the script ends, to be asked again.
     */
    record Follow(long offset, Duration longest) {
        private String settings() {
            return "off=" + offset + " rb_longest=" + longest.toMillis() + "\n";
        }
    }

    private static String set(String name, String value) {
        return name + "=" + Quote.word(value) + "\n";
    }

    private static String part(String name) {
        try (InputStream in = JobScript.class.getResourceAsStream(name + ".sh")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
