package dev.runbook.engine.spi;

import dev.runbook.engine.model.Text;
import java.io.InputStream;
import java.time.Duration;
import java.util.Map;
import java.util.ServiceLoader;

/**
 * Commands and jobs on hosts, for words of plugins: with the user, folder, environment, quoting and secrets that {@code sh}, {@code probe} and
 * {@code job} have. The language brings it; found by {@link ServiceLoader}.
 */
public interface HostWork {
    /** The shell of the innermost {@code onHost}; outside of one it is an error that names the word. */
    Shell here(StepScope scope, String word);

    /** The shell of a host, whatever {@code onHost} stands around. */
    Shell on(StepScope scope, HostFrame frame);

    /** That of the language this program runs with. */
    static HostWork installed() {
        return ServiceLoader.load(HostWork.class, HostWork.class.getClassLoader())
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no HostWork is installed; the language brings it"));
    }

    /** One host as one user, in one folder. Values of a command's {@link Text} are passed as one word each; secrets as variables that no argument vector shows. */
    interface Shell {
        /** The host's name in the inventory. */
        String host();

        /** The host's entry in the inventory. */
        TargetSpec target();

        /** The same, where a word that writes is an error on a host that is declared with {@code access: 'read'}. */
        Shell writing(String word);

        /** Runs a command to its end; inside an effect only. The status may be anything. */
        int run(Text command, Map<String, Object> env, InputStream stdin, Duration timeout, Listener listener)
                throws InterruptedException;

        /**
         * What a command says on standard output; inside an effect only. Any status but 0 is a {@link dev.runbook.engine.model.EffectFailed} in the
         * name of {@code word}, with what the command said on standard error, secrets masked.
         */
        String text(String word, Text command, Map<String, Object> env, InputStream stdin, Duration timeout)
                throws InterruptedException;

        /**
         * A job, as the word {@code job} makes it: an effect of its own, which survives a lost connection and a dead engine. Options are those of the
         * word, {@code lines}, a {@code Consumer<String>} that is given each line of its output, and {@code label}, what messages call it instead of
         * the whole command.
         */
        Object job(Map<String, Object> options, Text command);
    }
}
