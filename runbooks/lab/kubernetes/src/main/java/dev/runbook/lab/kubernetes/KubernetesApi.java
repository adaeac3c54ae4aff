package dev.runbook.lab.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/** The server: an API as {@code kubectl} and client libraries expect it, on a free port of the loopback. */
public final class KubernetesApi implements AutoCloseable {
    private final ServerSocket listener;
    private final String token;
    private final Tls tls;
    private final Objects objects = new Objects();
    private final Pods pods;
    private final Resources resources;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(work -> daemon(work));
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    private KubernetesApi(
            ServerSocket listener, Tls tls, Machine machine, String token, Duration startup, Duration grace) {
        this.tls = tls;
        this.listener = listener;
        this.token = token;
        this.pods = new Pods(objects, machine, clock, startup, grace);
        Workloads workloads = new Workloads(objects, pods);
        pods.whenGone(workloads::reconcile);
        this.resources = new Resources(objects, pods, workloads);
    }

    /**
     * Starts it.
     *
     * @param tls     its certificate; null: plain HTTP, over which {@code kubectl} sends no token
     * @param token   what clients must show
     * @param startup after which a pod runs
     * @param grace   for how long an ended pod is still there
     */
    public static KubernetesApi start(Tls tls, Machine machine, String token, Duration startup, Duration grace) {
        try {
            InetAddress loopback = InetAddress.getLoopbackAddress();
            ServerSocket listener = tls == null
                    ? new ServerSocket(0, 50, loopback)
                    : tls.context().getServerSocketFactory().createServerSocket(0, 50, loopback);
            KubernetesApi api = new KubernetesApi(listener, tls, machine, token, startup, grace);
            daemon(api::accept).start();
            return api;
        } catch (IOException noPort) {
            throw new UncheckedIOException(noPort);
        }
    }

    public int port() {
        return listener.getLocalPort();
    }

    /** Makes an object from its JSON, as {@code kubectl create} would. */
    public void create(String namespace, String json) {
        var object = Resources.read(json.getBytes(StandardCharsets.UTF_8));
        Kind kind = Kind.named(object.path("kind").asText());
        resources.create(new Address(kind, kind.namespaced ? namespace : null, null, null), object);
    }

    /** An object as it is now, by its resource ({@code v1}, {@code secrets}); missing where it is not there. */
    public JsonNode object(String version, String resource, String namespace, String name) {
        Kind kind = Kind.of(version, resource).orElseThrow();
        return objects.has(kind, namespace, name)
                ? objects.get(kind, namespace, name)
                : com.fasterxml.jackson.databind.node.MissingNode.getInstance();
    }

    /** Sets the replicas of a workload, as an operator of the cluster would; leaves alone what is not there. */
    public void scale(String version, String resource, String namespace, String name, int replicas) {
        Kind kind = Kind.of(version, resource).orElseThrow();
        if (objects.has(kind, namespace, name)) {
            resources.scaleTo(new Address(kind, namespace, name, null), replicas);
        }
    }

    /** Writes a kubeconfig with the contexts {@code lab} and {@code nobody} (whose token is wrong); {@code port} may be that of a proxy. */
    public Path kubeconfig(Path file, int port, String namespace) {
        String text = """
                apiVersion: v1
                kind: Config
                current-context: lab
                clusters:
                - name: lab
                  cluster: { server: "%s://127.0.0.1:%d"%s }
                contexts:
                - name: lab
                  context: { cluster: lab, user: operator, namespace: %s }
                - name: nobody
                  context: { cluster: lab, user: nobody, namespace: %s }
                users:
                - name: operator
                  user: { token: "%s" }
                - name: nobody
                  user: { token: "wrong" }
                """.formatted(
                        tls == null ? "http" : "https",
                        port,
                        tls == null ? "" : ", certificate-authority-data: " + tls.certificate(),
                        namespace,
                        namespace,
                        token);
        try {
            return Files.writeString(file, text);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                client.setTcpNoDelay(true);
                open.add(client);
                daemon(() -> serve(client)).start();
            } catch (IOException closed) {
                // The server has stopped.
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            new Conversation(client, token, objects, pods, resources).hold();
        } catch (IOException | RuntimeException gone) {
            // The client hung up, or sent what is no request.
        } finally {
            open.remove(client);
        }
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "laboratory Kubernetes");
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException already) {
            // It is closed, as it should be.
        }
        clock.shutdownNow();
        pods.close();
        open.forEach(KubernetesApi::hangUp);
    }

    private static void hangUp(Socket client) {
        try {
            client.close();
        } catch (IOException already) {
            // It is closed, as it should be.
        }
    }
}
