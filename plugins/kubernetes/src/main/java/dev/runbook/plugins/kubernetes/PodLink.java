package dev.runbook.plugins.kubernetes;

import dev.runbook.engine.link.Attendance;
import dev.runbook.engine.link.Chunks;
import dev.runbook.engine.link.PidLine;
import dev.runbook.engine.link.ProcessTree;
import dev.runbook.engine.model.EffectFailed;
import dev.runbook.engine.model.NotReached;
import dev.runbook.engine.model.OutcomeUnknown;
import dev.runbook.engine.spi.Command;
import dev.runbook.engine.spi.Endpoint;
import dev.runbook.engine.spi.Link;
import dev.runbook.engine.spi.Listener;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;

/** A container as a host: commands by exec, tunnels by port-forward, files by commands. */
final class PodLink implements Link {
    private static final Duration QUICK = Duration.ofSeconds(20);

    private final Container container;
    private KubernetesClient client;
    private PodTunnels tunnels;
    private String user;

    PodLink(Container container) {
        this.container = container;
    }

    @Override
    public int run(Command command, Listener listener) throws InterruptedException {
        PidLine pid = new PidLine(listener);
        Chunks chunks = new Chunks();
        String pod = pod();
        return run(pod, command, pid, chunks, () -> end(pod, pid, chunks));
    }

    private int run(String pod, Command command, PidLine pid, Chunks chunks, Supplier<Optional<String>> ending)
            throws InterruptedException {
        PodExec exec = started(pod, new Envelope(pid, command.line()), chunks, ending);
        new Attendance(place(), command, pid, chunks, exec).untilItEnds();
        boolean begun = pid.begun();
        pid.end();
        return exec.status()
                .map(status -> begun ? status : notBegun(exec.said(), status))
                .orElseThrow(() -> new OutcomeUnknown(
                        place() + ": the command was sent, but contact was lost before the server said how it ended"
                                + (exec.lost() == null
                                        ? ""
                                        : " (" + Refusal.root(exec.lost()).getMessage() + ")")
                                + ". Nobody knows whether it ran to its end, or still runs:"
                                + " look into the container before it is run again, or marked as done.",
                        exec.lost()));
    }

    private int notBegun(String said, int status) {
        throw new EffectFailed(place() + ": the command could not be started, nothing ran: "
                + (said.isEmpty() ? "status " + status : said)
                + ". The container needs /bin/sh, sed and base64.");
    }

    private PodExec started(String pod, Envelope command, Chunks chunks, Supplier<Optional<String>> ending) {
        try {
            return PodExec.start(container.in(client(), pod), command, chunks, ending);
        } catch (KubernetesClientException refused) {
            throw refused.getCode() > 0 || Refusal.away(refused) ? Refusal.of(place(), refused) : notOpened(refused);
        } catch (IOException lost) {
            throw new OutcomeUnknown(
                    place() + ": contact was lost while the command was being sent (" + lost.getMessage()
                            + "). Nobody knows whether it runs: look into the container.",
                    lost);
        }
    }

    /** The command is sent only once the websocket is open; the client refuses a container by itself that the pod has not. */
    private EffectFailed notOpened(KubernetesClientException failure) {
        Throwable root = Refusal.root(failure);
        String message = place() + ": no websocket to the container could be opened (" + root.getMessage()
                + "). Nothing was sent.";
        return root == failure ? new EffectFailed(message, failure) : new NotReached(message, failure);
    }

    private Optional<String> end(String pod, PidLine line, Chunks chunks) {
        OptionalLong pid = line.awaited(chunks);
        return pid.isEmpty()
                ? Optional.of("the container never told its process id")
                : ProcessTree.end(
                        pid.getAsLong(),
                        container.host(),
                        (command, listener) -> run(
                                pod,
                                command,
                                new PidLine(listener),
                                new Chunks(),
                                () -> Optional.of("it takes too long")));
    }

    private String pod() {
        try {
            return container.pod(client());
        } catch (KubernetesClientException refused) {
            throw Refusal.of(place(), refused);
        }
    }

    @Override
    public Endpoint tunnel(Endpoint there) {
        return tunnels().to(there, pod());
    }

    /** Asked once: images differ in whom they run as. */
    @Override
    public synchronized String user() {
        if (user == null) {
            user = container.host().text("user").orElseGet(this::asked);
        }
        return user;
    }

    private String asked() {
        ByteArrayOutputStream heard = new ByteArrayOutputStream();
        Command whoami = new Command("id -un 2>/dev/null || id -u", InputStream.nullInputStream(), QUICK);
        try {
            run(whoami, new Listener() {
                @Override
                public void stdout(byte[] bytes, int offset, int length) {
                    heard.write(bytes, offset, length);
                }

                @Override
                public void stderr(byte[] bytes, int offset, int length) {
                    // Only the name is of use.
                }
            });
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        return heard.toString(StandardCharsets.UTF_8).strip();
    }

    @Override
    public String place() {
        return "kubernetes " + container.show();
    }

    private synchronized KubernetesClient client() {
        if (client == null) {
            client = new Access(container.host()).client();
        }
        return client;
    }

    private synchronized PodTunnels tunnels() {
        if (tunnels == null) {
            tunnels = new PodTunnels(client(), place());
        }
        return tunnels;
    }

    @Override
    public synchronized void close() {
        if (tunnels != null) {
            tunnels.close();
        }
        if (client != null) {
            client.close();
        }
    }
}
