package dev.runbook.plugins.kubernetes;

import dev.runbook.engine.link.Chunks;
import dev.runbook.engine.link.Started;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.client.dsl.ContainerResource;
import io.fabric8.kubernetes.client.dsl.ExecListener;
import io.fabric8.kubernetes.client.dsl.ExecWatch;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import java.util.function.Supplier;

/** A command that runs in a container, at the other end of a websocket. */
final class PodExec implements Started {
    private final ExecWatch watch;
    private final OutputStream stdin;
    private final Supplier<Optional<String>> ending;
    private final Ear ear;

    private PodExec(ExecWatch watch, OutputStream stdin, Supplier<Optional<String>> ending, Ear ear) {
        this.watch = watch;
        this.stdin = stdin;
        this.ending = ending;
        this.ear = ear;
    }

    /** Opens the websocket; what the command says arrives in {@code chunks}, which end when it has ended or contact is lost. */
    static PodExec start(
            ContainerResource container, Envelope command, Chunks chunks, Supplier<Optional<String>> ending)
            throws IOException {
        Ear ear = new Ear(chunks);
        ExecWatch watch = container
                .withReadyWaitTimeout(0)
                .redirectingInput()
                .writingOutput(chunks.sink(false, false))
                .writingError(chunks.sink(true, false))
                .usingListener(ear)
                .exec("/bin/sh", "-c", command.opening());
        return new PodExec(watch, command.into(watch.getInput()), ending, ear);
    }

    /** How it ended; empty where contact was lost before the server said so. */
    Optional<Integer> status() {
        return Optional.ofNullable(ear.code);
    }

    /** Why contact was lost, or null. */
    Throwable lost() {
        return watch.exitCode().handle((code, failure) -> failure).getNow(null);
    }

    /** Why it could not be started, as the server said. */
    String said() {
        return ear.said;
    }

    @Override
    public OutputStream stdin() {
        return stdin;
    }

    @Override
    public Optional<String> end() {
        return ending.get();
    }

    @Override
    public void letGo() {
        watch.close();
    }

    /**
     * Keeps the server's last word. The client's own future of the exit code does not do: input that a command did not read any more, as with head, can fail to be sent
     * after the server has said how it ended, and before the client has taken note of that.
     */
    private static final class Ear implements ExecListener {
        private final Chunks chunks;
        private volatile String said = "";
        private volatile Integer code;

        Ear(Chunks chunks) {
            this.chunks = chunks;
        }

        @Override
        public void onExit(int ended, Status status) {
            if (status != null && status.getMessage() != null) {
                said = status.getMessage();
            }
            code = ended;
            chunks.end();
        }

        @Override
        public void onFailure(Throwable lost, Response response) {
            chunks.end();
        }

        @Override
        public void onClose(int how, String reason) {
            chunks.end();
        }
    }
}
