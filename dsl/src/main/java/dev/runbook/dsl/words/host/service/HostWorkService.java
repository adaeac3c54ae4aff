package dev.runbook.dsl.words.host.service;

import dev.runbook.dsl.words.host.job.JobWords;
import dev.runbook.dsl.words.shell.Capture;
import dev.runbook.dsl.words.shell.CommandFailed;
import dev.runbook.dsl.words.shell.CommandText;
import dev.runbook.dsl.words.shell.HostShell;
import dev.runbook.dsl.words.value.Masking;
import dev.runbook.engine.model.EffectFailed;
import dev.runbook.engine.model.Text;
import dev.runbook.engine.spi.HostFrame;
import dev.runbook.engine.spi.HostWork;
import dev.runbook.engine.spi.Listener;
import dev.runbook.engine.spi.StepScope;
import dev.runbook.engine.spi.TargetSpec;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Commands and jobs of plugins, run as those of scripts are. */
public final class HostWorkService implements HostWork {
    @Override
    public Shell here(StepScope scope, String word) {
        return new OneHost(scope, HostShell.here(scope, word));
    }

    @Override
    public Shell on(StepScope scope, HostFrame frame) {
        return new OneHost(scope, HostShell.of(scope, frame));
    }

    private record OneHost(StepScope scope, HostShell shell) implements Shell {
        @Override
        public String host() {
            return shell.host();
        }

        @Override
        public TargetSpec target() {
            return shell.target();
        }

        @Override
        public Shell writing(String word) {
            return new OneHost(scope, shell.writing(word));
        }

        @Override
        public int run(Text command, Map<String, Object> env, InputStream stdin, Duration timeout, Listener listener)
                throws InterruptedException {
            return shell.run(CommandText.sent(command), env, stdin, timeout, listener);
        }

        @Override
        public String text(String word, Text command, Map<String, Object> env, InputStream stdin, Duration timeout)
                throws InterruptedException {
            Capture capture = new Capture(null);
            int status = run(command, env, stdin, timeout, capture);
            if (status != 0) {
                String said = new String(capture.err(), StandardCharsets.UTF_8);
                throw new CommandFailed(
                        word, host(), status, List.of(0), new Masking(command, env, shell.env()).mask(said));
            }
            if (capture.tooLong()) {
                throw new EffectFailed(word + " on host '" + host() + "' gave " + capture.total()
                        + " bytes; expected at most " + Capture.LIMIT);
            }
            return new String(capture.out(), StandardCharsets.UTF_8);
        }

        @Override
        public Object job(Map<String, Object> options, Text command) {
            try {
                return scope.on(shell.frame(), () -> JobWords.job(scope, options, command));
            } catch (RuntimeException failure) {
                throw failure;
            } catch (Exception impossible) {
                throw new IllegalStateException("the word job throws nothing checked", impossible);
            }
        }
    }
}
