package dev.runbook.plugins.kubernetes;

import dev.runbook.engine.model.EffectFailed;
import dev.runbook.engine.model.Text;
import dev.runbook.engine.spi.Facade;
import dev.runbook.engine.spi.Option;
import dev.runbook.engine.spi.Touches;
import dev.runbook.engine.spi.Word;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What {@code kubernetes(NAME)} gives. */
@Facade("kubernetes(…)")
public final class KubernetesCluster {
    private static final String SELECTOR = "labels: 'app=synapse,role!=worker'";

    private final Api api;

    KubernetesCluster(Api api) {
        this.api = api;
    }

    @Word(
            value =
                    "The pods of the namespace, by name: a list of [name:, phase: as kubectl shows it ('Running', 'Pending', 'Terminating', 'CrashLoopBackOff'), ready: true or false, node:, images: a list, "
                            + "restarts: of all containers, claims: the volume claims that it mounts]. A pod on its way out is listed until it is gone.",
            touches = Touches.READS,
            yields = List.class)
    @Option(name = "selector", about = SELECTOR + "; all pods unless said")
    public Object pods(Map<String, Object> options) {
        Given given = new Given("kubernetes.pods", options);
        return api.perform(
                api.reads(given.word(), "pods " + given.shown("selector", "(all)"), client -> {
                    String selector = given.text("selector");
                    var pods = selector == null
                            ? client.pods().list()
                            : client.pods().withLabelSelector(selector).list();
                    return pods.getItems().stream().map(PodFacts::of).toList();
                }),
                options);
    }

    @Word(
            value =
                    "The replicas of the stateful sets and deployments that a selector picks, as they are set: ['statefulset/NAME': 1]; the map that scaleBack takes. It is an error where there are none.",
            touches = Touches.READS,
            yields = Map.class)
    @Option(name = "selector", about = SELECTOR, required = true)
    public Object replicas(Map<String, Object> options) {
        Given given = new Given("kubernetes.replicas", options);
        return api.perform(
                api.reads(given.word(), "replicas of " + given.shown("selector", ""), client -> {
                    TreeMap<String, Object> found = Workload.picked(client, given.text("selector"));
                    if (found.isEmpty()) {
                        throw new EffectFailed("no stateful set and no deployment has the labels "
                                + given.text("selector") + " in namespace '" + client.getNamespace() + "'");
                    }
                    return found;
                }),
                options);
    }

    @Word(
            value =
                    "Sets the replicas of 'statefulset/NAME' or 'deployment/NAME', one or a list. Gives those that they had before, by name, for scaleBack. It does not wait for pods to come or go: waitFor does. What has "
                            + "the number already is left alone. A repeated step would take the new number for the old one: read replicas in a step of its own before, or keep them with remember.",
            touches = Touches.WRITES,
            repeatable = true,
            yields = Map.class)
    @Option(name = "replicas", type = Integer.class, about = "how many", required = true)
    public Object scale(Map<String, Object> options, Object what) {
        Given given = new Given("kubernetes.scale", options);
        return api.perform(
                api.writes(
                        given.word(),
                        Wanted.shown(what) + " to " + given.shown("replicas", ""),
                        client -> scaled(client, Wanted.each(given, what))),
                what,
                options);
    }

    @Word(
            value =
                    "Sets replicas to what replicas or scale gave: ['statefulset/NAME': 1]. Gives those that they had before, by name.",
            touches = Touches.WRITES,
            repeatable = true,
            yields = Map.class)
    public Object scaleBack(Object was) {
        return api.perform(
                api.writes(
                        "kubernetes.scaleBack",
                        String.valueOf(was),
                        client -> scaled(client, Wanted.map("kubernetes.scaleBack", was))),
                was);
    }

    private static Map<String, Object> scaled(KubernetesClient client, Map<Workload, Long> wanted) {
        Map<String, Object> before = new LinkedHashMap<>();
        wanted.forEach((each, replicas) -> before.put(each.toString(), each.scale(client, replicas)));
        return before;
    }

    @Word(
            value =
                    "How far 'statefulset/NAME' or 'deployment/NAME' is: [wanted:, there:, ready:, updated: numbers of pods, done: true once all are ready, in their newest form, and none is left over].",
            touches = Touches.READS,
            yields = Map.class,
            keys = {"wanted", "there", "ready", "updated", "done"})
    public Object rollout(Text what) {
        return api.perform(
                api.reads(
                        "kubernetes.rollout",
                        what.show(),
                        client -> Workload.of("kubernetes.rollout", what.plain())
                                .rollout(client)
                                .facts()),
                what);
    }

    @Word(
            value =
                    "All values of a secret of the namespace, each a Secret, by key; or with key: that one. They are never shown. A secret or key that is not there is an error.",
            touches = Touches.READS)
    @Option(name = "key", about = "only this one")
    public Object secret(Map<String, Object> options, Text name) {
        Given given = new Given("kubernetes.secret", options);
        return api.perform(
                api.reads(given.word(), "secret " + name.show() + " " + given.shown("key", "(all keys)"), client -> {
                    String key = given.text("key");
                    return key == null ? Secrets.read(client, name.plain()) : Secrets.read(client, name.plain(), key);
                }),
                name,
                options);
    }

    @Word(
            value =
                    "Puts values into a secret of the namespace, which is made where it is not there: [KEY: Secret or text]. Other keys of it stay. Gives null. Pods that have it as environment see it after their next start.",
            touches = Touches.WRITES,
            repeatable = true,
            yields = Void.class)
    @Option(name = "replace", type = Boolean.class, about = "true: its other keys go; they stay unless said")
    public Object putSecret(Map<String, Object> options, Text name, Map<String, Object> values) {
        Given given = new Given("kubernetes.putSecret", options);
        return api.perform(
                api.writes(
                        given.word(),
                        "secret " + name.show() + " " + values.keySet(),
                        client -> Secrets.write(
                                client, name.plain(), Secrets.revealed(given.word(), values), given.flag("replace"))),
                name,
                values,
                options);
    }

    @Word(
            value = "The texts of a config map of the namespace, by key. One that is not there is an error.",
            touches = Touches.READS,
            yields = Map.class)
    public Object configMap(Text name) {
        return api.perform(
                api.reads("kubernetes.configMap", "configmap " + name.show(), client -> {
                    var found = client.configMaps().withName(name.plain()).get();
                    if (found == null) {
                        throw new EffectFailed("expected a config map '" + name.plain() + "' in namespace '"
                                + client.getNamespace() + "', found none");
                    }
                    return found.getData() == null ? Map.of() : new TreeMap<>(found.getData());
                }),
                name);
    }

    @Word(
            value =
                    "Makes or changes the objects of a manifest (YAML or JSON, several documents are allowed) as kubectl apply --server-side does, as the manager 'runbook'; fields that another manager owns are an error. "
                            + "Objects without a namespace go into that of the target. Gives their names: ['ConfigMap/NAME'].",
            touches = Touches.WRITES,
            repeatable = true,
            yields = List.class)
    public Object apply(Text manifest) {
        return api.perform(
                api.writes("kubernetes.apply", manifest.show().strip(), client -> {
                    List<HasMetadata> objects = client.load(new java.io.ByteArrayInputStream(
                                    manifest.reveal().getBytes(java.nio.charset.StandardCharsets.UTF_8)))
                            .items();
                    objects.forEach(each ->
                            client.resource(each).fieldManager("runbook").serverSideApply());
                    return objects.stream()
                            .map(each ->
                                    each.getKind() + "/" + each.getMetadata().getName())
                            .toList();
                }),
                manifest);
    }

    @Word(
            value =
                    "Starts a pod that mounts a volume claim and does nothing else, and waits until it runs, so that files can be reached while the product's own pods are gone: the host with transport: kubernetes and selector: "
                            + "'runbook.dev/helper=NAME' is this pod. Its name comes from the run and NAME: a repetition finds it again. A helper of that name of another run is an error. So is a ReadWriteOnce claim that another pod "
                            + "uses, unless beside: true. Delete it with removeHelper, best as the restore of a temporarily or an undo. Gives the pod's name.",
            touches = Touches.WRITES,
            repeatable = true,
            yields = String.class)
    @Option(name = "claim", about = "the persistent volume claim", required = true)
    @Option(name = "at", about = "the folder in the pod where it is mounted", required = true)
    @Option(name = "image", about = "with a POSIX shell, sed, base64 and tar; busybox:stable unless said")
    @Option(name = "user", type = Integer.class, about = "whom it runs as, a number; as the image says unless said")
    @Option(name = "group", type = Integer.class, about = "the group that owns the volume's files (fsGroup), a number")
    @Option(
            name = "beside",
            type = Boolean.class,
            about = "true: a ReadWriteOnce claim that is in use is mounted on the same node, beside who uses it")
    @Option(name = "timeout", type = Duration.class, about = "until it runs; 3m unless said")
    public Object helper(Map<String, Object> options, Text name) {
        Given given = new Given("kubernetes.helper", options);
        String what =
                "pod for " + name.show() + " with claim " + given.shown("claim", "") + " at " + given.shown("at", "");
        return api.perform(
                api.writes(given.word(), what, client -> new Helper(api.scope(), client, name.plain()).hold(given)),
                name,
                options);
    }

    @Word(
            value =
                    "Deletes the pod that helper of this run has started under NAME, and waits until it is gone. One that is not there is gone already.",
            touches = Touches.WRITES,
            repeatable = true,
            yields = Void.class)
    @Option(name = "timeout", type = Duration.class, about = "until it is gone; 2m unless said")
    public Object removeHelper(Map<String, Object> options, Text name) {
        Given given = new Given("kubernetes.removeHelper", options);
        return api.perform(
                api.writes(
                        given.word(),
                        "pod for " + name.show(),
                        client -> new Helper(api.scope(), client, name.plain())
                                .release(given.length("timeout", Duration.ofMinutes(2)))),
                name,
                options);
    }
}
