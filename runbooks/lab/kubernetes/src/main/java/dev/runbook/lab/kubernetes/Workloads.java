package dev.runbook.lab.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Keeps as many pods as the replicas of deployments and stateful sets say, and says in their status how many there are. */
final class Workloads {
    private static final Kind[] KINDS = {Kind.STATEFUL_SET, Kind.DEPLOYMENT};

    private final Objects objects;
    private final Pods pods;

    Workloads(Objects objects, Pods pods) {
        this.objects = objects;
        this.pods = pods;
    }

    /** Makes and ends pods where there are too few or too many. */
    synchronized void reconcile() {
        for (Kind kind : KINDS) {
            objects.list(kind, null, new Selector(null, null)).forEach(set -> reconcile(kind, set));
        }
    }

    private void reconcile(Kind kind, ObjectNode set) {
        String namespace = set.at("/metadata/namespace").asText();
        String name = set.at("/metadata/name").asText();
        int wanted = replicas(set);
        for (int i = 0; i < wanted; i++) {
            if (!objects.has(Kind.POD, namespace, name + "-" + i)) {
                pods.create(namespace, pod(kind, set, name + "-" + i));
            }
        }
        for (ObjectNode pod : pods(kind, set)) {
            String each = pod.at("/metadata/name").asText();
            if (Integer.parseInt(each.substring(each.lastIndexOf('-') + 1)) >= wanted) {
                pods.delete(namespace, each);
            }
        }
    }

    private List<ObjectNode> pods(Kind kind, ObjectNode set) {
        String owner = set.at("/metadata/uid").asText();
        return objects.list(Kind.POD, set.at("/metadata/namespace").asText(), new Selector(null, null)).stream()
                .filter(pod ->
                        pod.at("/metadata/ownerReferences/0/uid").asText().equals(owner))
                .toList();
    }

    private static ObjectNode pod(Kind kind, ObjectNode set, String name) {
        ObjectNode pod = JsonNodeFactory.instance.objectNode();
        ObjectNode meta = pod.putObject("metadata").put("name", name);
        JsonNode labels = set.at("/spec/template/metadata/labels");
        if (labels.isObject()) {
            meta.set("labels", labels.deepCopy());
        }
        ObjectNode owner = meta.putArray("ownerReferences").addObject();
        owner.put("apiVersion", kind.version).put("kind", kind.kind).put("controller", true);
        owner.put("name", set.at("/metadata/name").asText())
                .put("uid", set.at("/metadata/uid").asText());
        pod.set("spec", set.at("/spec/template/spec").deepCopy());
        return pod;
    }

    static int replicas(JsonNode set) {
        return set.at("/spec/replicas").asInt(1);
    }

    /** The set with its status as it is now. */
    ObjectNode withStatus(Kind kind, ObjectNode set) {
        List<ObjectNode> mine = pods(kind, set);
        long ready = mine.stream().filter(Workloads::ready).count();
        ObjectNode status = set.putObject("status");
        status.put("observedGeneration", 1).put("replicas", mine.size()).put("readyReplicas", ready);
        status.put("updatedReplicas", mine.size()).put("availableReplicas", ready);
        return set;
    }

    private static boolean ready(JsonNode pod) {
        return pod.at("/status/phase").asText().equals("Running")
                && pod.at("/metadata/deletionTimestamp").isMissingNode();
    }

    /** The object behind {@code …/scale}. */
    ObjectNode scale(Kind kind, ObjectNode set) {
        ObjectNode scale = JsonNodeFactory.instance.objectNode();
        scale.put("kind", "Scale").put("apiVersion", "autoscaling/v1");
        ObjectNode meta = scale.putObject("metadata");
        for (String each : List.of("name", "namespace", "resourceVersion")) {
            meta.set(each, set.path("metadata").path(each));
        }
        scale.putObject("spec").put("replicas", replicas(set));
        scale.putObject("status").put("replicas", pods(kind, set).size());
        return scale;
    }
}
