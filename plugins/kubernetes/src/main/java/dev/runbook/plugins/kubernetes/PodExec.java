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
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/** A command that runs in a container, at the other end of a websocket. */
final class PodExec implements Started {
    private final ExecWatch watch;
    private final OutputStream stdin;
    private final Supplier<Optional<String>> ending;
    private final AtomicReference<String> said;

    private PodExec(
            ExecWatch watch, OutputStream stdin, Supplier<Optional<String>> ending, AtomicReference<String> said) {
        this.watch = watch;
        this.stdin = stdin;
        this.ending = ending;
        this.said = said;
    }

    /** Opens the websocket; what the command says arrives in {@code chunks}, which end when it has ended or contact is lost. */
    static PodExec start(
            ContainerResource container, Envelope command, Chunks chunks, Supplier<Optional<String>> ending)
            throws IOException {
        AtomicReference<String> said = new AtomicReference<>("");
        ExecWatch watch = container
                .withReadyWaitTimeout(0)
                .redirectingInput()
                .writingOutput(chunks.sink(false, false))
                .writingError(chunks.sink(true, false))
                .usingListener(new Ear(said))
                .exec("/bin/sh", "-c", command.opening());
        watch.exitCode().whenComplete((code, failure) -> chunks.end());
        return new PodExec(watch, command.into(watch.getInput()), ending, said);
    }

    /** How it ended; empty where contact was lost before the server said so. */
    Optional<Integer> status() {
        if (!watch.exitCode().isDone() || watch.exitCode().isCompletedExceptionally()) {
            return Optional.empty();
        }
        return Optional.ofNullable(watch.exitCode().join());
    }

    /** Why contact was lost, or null. */
    Throwable lost() {
        return watch.exitCode().handle((code, failure) -> failure).getNow(null);
    }

    /** Why it could not be started, as the server said. */
    String said() {
        return said.get();
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

    /** Keeps the server's last word. */
    private record Ear(AtomicReference<String> said) implements ExecListener {
        @Override
        public void onExit(int code, Status status) {
            if (status != null && status.getMessage() != null) {
                said.set(status.getMessage());
            }
        }

        @Override
        public void onClose(int code, String reason) {
            // The exit code's future tells the rest.
        }
    }
}
