package dev.runbook.lab.synapse;

import dev.runbook.lab.kubernetes.KubernetesApi;
import dev.runbook.lab.kubernetes.Machine;
import dev.runbook.lab.kubernetes.Tls;
import dev.runbook.lab.server.HostFolder;
import dev.runbook.lab.server.PostgresCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Element Server Suite as its Helm chart or its installer leaves it: stateful sets, media, generated secrets; and its Synapse, which runs while its pod does. */
public final class Ess implements AutoCloseable, Machine {
    private static final int PATIENCE = 20;

    private final Path folder;
    private final String mark;
    private final Edition edition;
    private volatile Path bucket;
    private final Path media;
    private final Set<String> forgotten = ConcurrentHashMap.newKeySet();
    private final CountDownLatch up = new CountDownLatch(1);
    private KubernetesApi api;
    private Path kubeconfig;
    private Homeserver synapse;
    private Operator operator;
    private volatile boolean carried;
    private volatile String version = SynapseSite.VERSION;
    private volatile int schema = SynapseSite.SCHEMA;
    private volatile boolean delegated;
    private volatile Outside outside;
    private volatile long room;
    private volatile Duration ahead = Duration.ZERO;
    private volatile String serverName = SynapseSite.SERVER_NAME;

    private Ess(Path folder, String mark, Edition edition, Path bucket, int mail) {
        this.outside = Outside.open(mail).federating(false);
        this.folder = folder;
        this.mark = mark;
        this.edition = edition;
        this.bucket = bucket;
        this.media = folder.resolve("media");
    }

    /** Starts the cluster; {@code bucket} is the S3 storage that it shares with the old server, or null. */
    static Ess start(
            Path folder, Tls tls, String mark, PostgresCluster database, Edition edition, Path bucket, int mail)
            throws IOException {
        Ess ess = new Ess(folder, mark, edition, bucket, mail);
        Path own = ess.media.resolve("media_store/local_content/es/sa/dminsPicture");
        Files.createDirectories(own.getParent());
        Files.writeString(own, "of who has installed it");
        ess.synapse = Homeserver.create(new PostgresDatabase(database), ess::config, () -> true);
        ess.api = KubernetesApi.start(tls, ess, "token of the operator", Duration.ofMillis(50), Duration.ofMillis(200));
        ess.kubeconfig = ess.api.kubeconfig(folder.resolve("kubeconfig"), ess.api.port(), edition.namespace());
        return ess;
    }

    /** What the chart or the installer makes. */
    void install() {
        namespace(edition.namespace());
        create("""
                { "kind": "Secret", "metadata": { "name": "%s" }, "stringData": { "SYNAPSE_SIGNING_KEY": "ed25519 0 generatedByTheChart", "SYNAPSE_MACAROON": "generated" } }""".formatted(Values.GENERATED));
        if (edition.claimed()) {
            create("""
                    { "kind": "PersistentVolumeClaim", "metadata": { "name": "ess-synapse-media" }, "spec": { "accessModes": ["ReadWriteOnce"] } }""");
        }
        create(set(edition.database(), edition.label(), "database", "postgres", ""));
        create(set(edition.synapse(), edition.label(), edition.value(), "synapse", edition.claimed() ? """
                , "volumes": [{ "name": "media", "persistentVolumeClaim": { "claimName": "ess-synapse-media" } }]""" : ""));
        if (edition.reconciled()) {
            namespace(Operator.NAMESPACE);
            api.create(
                    Operator.NAMESPACE,
                    set(Operator.NAME, "control-plane", "controller-manager", "manager", "")
                            .replace("StatefulSet", "Deployment"));
            operator = Operator.start(api, edition);
        }
    }

    private void namespace(String name) {
        api.create(name, """
                { "kind": "Namespace", "metadata": { "name": "%s" } }""".formatted(name));
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

    private static String set(String name, String label, String value, String container, String more) {
        String labels = "{ \"" + label + "\": \"" + value + "\" }";
        return """
                { "kind": "StatefulSet", "metadata": { "name": "%s", "labels": %s }, "spec": { "replicas": 1,
                  "template": { "metadata": { "labels": %s }, "spec": { "containers": [{ "name": "%s", "image": "laboratory" }]%s } } } }""".formatted(name, labels, labels, container, more);
    }

    private void create(String json) {
        api.create(edition.namespace(), json);
    }

    @Override
    public ProcessBuilder command(String namespace, String pod, String container, List<String> words) {
        HostFolder host = inside(pod);
        host.sudo();
        host.room(room);
        return host.program(words.toArray(String[]::new));
    }

    private HostFolder inside(String pod) {
        return HostFolder.create(folder.resolve("pods").resolve(pod), mark, "root");
    }

    @Override
    public void started(String namespace, String pod, Map<String, String> labels) {
        if (edition.value().equals(labels.get(edition.label()))) {
            synapse.up();
            up.countDown();
        }
    }

    @Override
    public void ended(String namespace, String pod) {
        if (pod.startsWith(edition.synapse())) {
            synapse.down();
        }
    }

    private Config config() {
        Values values = new Values(api, edition.namespace(), key -> carried && !forgotten.contains(key));
        return new Config(
                serverName,
                version,
                values.carried(),
                schema,
                media.resolve("media_store"),
                bucket,
                delegated,
                outside,
                Clock.offset(Clock.systemUTC(), ahead));
    }

    /** The platform team's {@code helm upgrade} with what the runbook has carried, and the restart that it causes. */
    void upgrade() {
        carried = true;
        restart();
    }

    /** Starts Synapse anew, if its pod runs; gives why it refuses, or null. */
    public String restart() {
        return pod().equals("Running") ? synapse.up() : null;
    }

    private String pod() {
        return api.object("v1", "pods", edition.namespace(), edition.synapse() + "-0")
                .at("/status/phase")
                .asText();
    }

    /** A trap: values that the platform team leaves out of its values.yaml. */
    public void forgets(String... keys) {
        forgotten.clear();
        forgotten.addAll(List.of(keys));
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
    public void delegates(boolean does) {
        delegated = does;
        restart();
    }

    /** A trap: nobody has told it that media are in S3. */
    public void withoutBucket() {
        bucket = null;
        restart();
    }

    /** A trap: the clocks of its machines are ahead. */
    public void clocks(Duration difference) {
        ahead = difference;
        inside(edition.database() + "-0").script("bin/date", """
                #!/bin/sh
                # A stand-in for a wrong clock.
                [ "$1" = +%%s ] || exec /bin/date "$@"
                echo $(( $(/bin/date +%%s) + %d ))
                """.formatted(difference.toSeconds()));
        restart();
    }

    /** A trap: the mail server in its configuration is none that its machines reach. */
    public void mailsThrough(int port) {
        outside = outside.mailing(port);
        restart();
    }

    /** A trap: whoever keeps {@code .well-known} sends other servers elsewhere. */
    public void wellKnown(String server) {
        outside = outside.known(server);
        restart();
    }

    /** A trap: the disks of its pods have so few KiB left; 0: enough. */
    public void room(long kibibytes) {
        room = kibibytes;
    }

    /** A trap: it talks to other servers from the beginning. */
    public void federates(boolean does) {
        outside = outside.federating(does);
        restart();
    }

    public boolean running() {
        return synapse.running();
    }

    /** How many pods of Synapse there shall be. */
    public int replicas() {
        return api.object("apps/v1", "statefulsets", edition.namespace(), edition.synapse())
                .at("/spec/replicas")
                .asInt();
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

    Edition edition() {
        return edition;
    }

    @Override
    public void close() {
        if (operator != null) {
            operator.close();
        }
        if (api != null) {
            api.close();
        }
        synapse.close();
    }
}
