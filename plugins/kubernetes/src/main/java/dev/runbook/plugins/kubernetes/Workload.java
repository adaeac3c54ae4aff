package dev.runbook.plugins.kubernetes;

import dev.runbook.engine.model.EffectFailed;
import dev.runbook.engine.model.RunbookException;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.autoscaling.v1.Scale;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.RollableScalableResource;
import java.net.HttpURLConnection;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A stateful set or deployment: what has replicas. */
record Workload(boolean stateful, String name) {
    private static final String EXPECTED = "expected 'statefulset/NAME' or 'deployment/NAME', found '";

    static Workload of(String word, String text) {
        String[] parts = text.split("/", 2);
        if (parts.length < 2 || parts[1].isBlank()) {
            throw RunbookException.invalid(word + ": " + EXPECTED + text + "'");
        }
        return switch (parts[0]) {
            case "statefulset", "sts" -> new Workload(true, parts[1]);
            case "deployment", "deploy" -> new Workload(false, parts[1]);
            default -> throw RunbookException.invalid(word + ": " + EXPECTED + text + "'");
        };
    }

    /** The replicas of all that a selector picks, by name. */
    static TreeMap<String, Object> picked(KubernetesClient client, String selector) {
        TreeMap<String, Object> found = new TreeMap<>();
        client.apps()
                .statefulSets()
                .withLabelSelector(selector)
                .list()
                .getItems()
                .forEach(set -> found.put(
                        new Workload(true, set.getMetadata().getName()).toString(),
                        number(set.getSpec().getReplicas())));
        client.apps()
                .deployments()
                .withLabelSelector(selector)
                .list()
                .getItems()
                .forEach(set -> found.put(
                        new Workload(false, set.getMetadata().getName()).toString(),
                        number(set.getSpec().getReplicas())));
        return found;
    }

    private static long number(Integer replicas) {
        return replicas == null ? 1 : replicas;
    }

    private RollableScalableResource<? extends HasMetadata> in(KubernetesClient client) {
        return stateful
                ? client.apps().statefulSets().withName(name)
                : client.apps().deployments().withName(name);
    }

    long replicas(KubernetesClient client) {
        return number(scale(client).getSpec().getReplicas());
    }

    private Scale scale(KubernetesClient client) {
        try {
            return in(client).scale();
        } catch (KubernetesClientException refused) {
            throw refused.getCode() == HttpURLConnection.HTTP_NOT_FOUND ? missing(client) : refused;
        }
    }

    private EffectFailed missing(KubernetesClient client) {
        List<String> known = Stream.concat(
                        client.apps().statefulSets().list().getItems().stream()
                                .map(set -> "statefulset/" + set.getMetadata().getName()),
                        client.apps().deployments().list().getItems().stream()
                                .map(set -> "deployment/" + set.getMetadata().getName()))
                .toList();
        return new EffectFailed("expected " + this + " in namespace '" + client.getNamespace() + "', which has "
                + (known.isEmpty() ? "no stateful set and no deployment" : String.join(", ", known)));
    }

    /** Gives the replicas that it had. The server refuses where somebody else changes it between our reading and writing. */
    long scale(KubernetesClient client, long replicas) {
        Scale scale = scale(client);
        long before = number(scale.getSpec().getReplicas());
        if (before != replicas) {
            scale.getSpec().setReplicas(Math.toIntExact(replicas));
            in(client).scale(scale);
        }
        return before;
    }

    /** How far it is with what it was told to be. */
    Rollout rollout(KubernetesClient client) {
        if (stateful) {
            var set = client.apps().statefulSets().withName(name).get();
            if (set == null) {
                throw missing(client);
            }
            var status = set.getStatus();
            return Rollout.of(
                    number(set.getSpec().getReplicas()),
                    status.getReplicas(),
                    status.getReadyReplicas(),
                    status.getUpdatedReplicas(),
                    set.getMetadata().getGeneration(),
                    status.getObservedGeneration());
        }
        var set = client.apps().deployments().withName(name).get();
        if (set == null) {
            throw missing(client);
        }
        var status = set.getStatus();
        return Rollout.of(
                number(set.getSpec().getReplicas()),
                status.getReplicas(),
                status.getReadyReplicas(),
                status.getUpdatedReplicas(),
                set.getMetadata().getGeneration(),
                status.getObservedGeneration());
    }

    @Override
    public String toString() {
        return (stateful ? "statefulset/" : "deployment/") + name;
    }
}
