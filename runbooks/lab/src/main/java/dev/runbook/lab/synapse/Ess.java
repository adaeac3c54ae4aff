package dev.runbook.lab.synapse;

import com.fasterxml.jackson.databind.JsonNode;
import dev.runbook.lab.kubernetes.KubernetesApi;
import dev.runbook.lab.kubernetes.Machine;
import dev.runbook.lab.kubernetes.Tls;
import dev.runbook.lab.server.HostFolder;
import dev.runbook.lab.server.PostgresCluster;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Element Server Suite as its Helm chart leaves it: two stateful sets, a claim, generated secrets; and its Synapse, which runs while its pod does. */
public final class Ess implements AutoCloseable, Machine {
    static final String NAMESPACE = "ess";
    static final String CARRIED = "move-from-synapse";

    private static final int PATIENCE = 20;

    private final Path folder;
    private final String mark;
    private final Path media;
    private final Set<String> forgotten = ConcurrentHashMap.newKeySet();
    private final CountDownLatch up = new CountDownLatch(1);
    private KubernetesApi api;
    private Path kubeconfig;
    private Homeserver synapse;
    private volatile boolean carried;
    private volatile String version = SynapseSite.VERSION;
    private volatile int schema = SynapseSite.SCHEMA;
    private volatile boolean delegated;
    private volatile String serverName = SynapseSite.SERVER_NAME;

    private Ess(Path folder, String mark) {
        this.folder = folder;
        this.mark = mark;
        this.media = folder.resolve("claims/ess-synapse-media");
    }

    static Ess start(Path folder, Tls tls, String mark, PostgresCluster database) throws IOException {
        Ess ess = new Ess(folder, mark);
        Files.createDirectories(ess.media.resolve("media_store"));
        ess.synapse = Homeserver.create(database, ess::config, () -> true);
        ess.api = KubernetesApi.start(tls, ess, "token of the operator", Duration.ofMillis(50), Duration.ofMillis(200));
        ess.kubeconfig = ess.api.kubeconfig(folder.resolve("kubeconfig"), ess.api.port(), NAMESPACE);
        return ess;
    }

    /** What the chart makes. */
    void install() {
        create("""
                { "kind": "Namespace", "metadata": { "name": "ess" } }""");
        create("""
                { "kind": "PersistentVolumeClaim", "metadata": { "name": "ess-synapse-media" }, "spec": { "accessModes": ["ReadWriteOnce"] } }""");
        create("""
                { "kind": "Secret", "metadata": { "name": "ess-generated" }, "stringData": { "SYNAPSE_SIGNING_KEY": "ed25519 0 generatedByTheChart", "SYNAPSE_MACAROON": "generated" } }""");
        create(set("ess-postgres", "matrix-stack-postgres", "postgres", ""));
        create(set("ess-synapse-main", "matrix-server", "synapse", """
                , "volumes": [{ "name": "media", "persistentVolumeClaim": { "claimName": "ess-synapse-media" } }]"""));
    }

    /** Returns when its pods run. */
    void awaitStart() throws IOException {
        try {
            if (!up.await(PATIENCE, TimeUnit.SECONDS)) {
                throw new IOException("ESS does not start: " + restart());
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while ESS was starting", interrupted);
        }
    }

    private static String set(String name, String component, String container, String more) {
        String labels = "{ \"app.kubernetes.io/component\": \"" + component + "\" }";
        return """
                { "kind": "StatefulSet", "metadata": { "name": "%s", "labels": %s }, "spec": { "replicas": 1,
                  "template": { "metadata": { "labels": %s }, "spec": { "containers": [{ "name": "%s", "image": "laboratory" }]%s } } } }""".formatted(name, labels, labels, container, more);
    }

    private void create(String json) {
        api.create(NAMESPACE, json);
    }

    @Override
    public ProcessBuilder command(String namespace, String pod, String container, List<String> words) {
        HostFolder host = HostFolder.create(folder.resolve("pods").resolve(pod), mark, "root");
        host.sudo();
        return host.program(words.toArray(String[]::new));
    }

    @Override
    public void started(String namespace, String pod, Map<String, String> labels) {
        if ("matrix-server".equals(labels.get("app.kubernetes.io/component"))) {
            synapse.up();
            up.countDown();
        }
    }

    @Override
    public void ended(String namespace, String pod) {
        if (pod.startsWith("ess-synapse-main")) {
            synapse.down();
        }
    }

    private Config config() {
        String key = value("SYNAPSE_SIGNING_KEY", "ess-generated", "");
        return new Config(
                serverName,
                version,
                carried ? value("signing_key", CARRIED, key) : key,
                carried ? value("pepper", CARRIED, "") : "",
                schema,
                media.resolve("media_store"),
                delegated);
    }

    private String value(String key, String secret, String otherwise) {
        JsonNode found =
                api.object("v1", "secrets", NAMESPACE, secret).path("data").path(key);
        return found.isMissingNode() || forgotten.contains(key)
                ? otherwise
                : new String(Base64.getDecoder().decode(found.asText()), StandardCharsets.UTF_8);
    }

    /** The platform team's {@code helm upgrade} with what the runbook has carried, and the restart that it causes. */
    void upgrade() {
        carried = true;
        restart();
    }

    /** Starts Synapse anew, if its pod runs; gives why it refuses, or null. */
    public String restart() {
        boolean runs = api.object("v1", "pods", NAMESPACE, "ess-synapse-main-0")
                .at("/status/phase")
                .asText()
                .equals("Running");
        return runs ? synapse.up() : null;
    }

    /** A trap: values that the platform team leaves out of its values.yaml. */
    public void forgets(String key) {
        forgotten.add(key);
    }

    /** A trap: an image of another release. */
    public void release(String other, int newest) {
        version = other;
        schema = newest;
        restart();
    }

    /** A trap: it was installed for another name. */
    public void named(String other) {
        serverName = other;
    }

    /** A trap: the Matrix Authentication Service is installed, as the chart does unless told otherwise. */
    public void delegates() {
        delegated = true;
        restart();
    }

    public boolean running() {
        return synapse.running();
    }

    public int port() {
        return synapse.port();
    }

    public Path media() {
        return media;
    }

    /** The server, to look into. */
    public KubernetesApi api() {
        return api;
    }

    Path kubeconfig() {
        return kubeconfig;
    }

    @Override
    public void close() {
        if (api != null) {
            api.close();
        }
        synapse.close();
    }
}
