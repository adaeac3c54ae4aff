package dev.runbook.plugins.kubernetes;

import dev.runbook.engine.model.EffectFailed;
import dev.runbook.engine.model.RunbookException;
import dev.runbook.engine.spi.TargetSpec;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.ContainerResource;
import io.fabric8.kubernetes.client.dsl.PodResource;
import java.util.List;
import java.util.stream.Collectors;

/** Which container of which pod a host of the inventory is. */
record Container(TargetSpec host) {
    Container {
        if (host.text("pod").isPresent() == host.text("selector").isPresent()) {
            throw RunbookException.invalid(
                    host.label() + " (" + host.where() + "): transport: kubernetes needs either pod: or selector:");
        }
    }

    /** The pod's name: as the inventory says it, or of the one pod that runs and has the labels. */
    String pod(KubernetesClient client) {
        return host.text("pod").orElseGet(() -> chosen(client));
    }

    private String chosen(KubernetesClient client) {
        String selector = host.text("selector").orElseThrow();
        List<Pod> pods = client.pods().withLabelSelector(selector).list().getItems();
        List<String> running = pods.stream()
                .filter(pod -> "Running".equals(pod.getStatus().getPhase())
                        && pod.getMetadata().getDeletionTimestamp() == null)
                .map(pod -> pod.getMetadata().getName())
                .toList();
        if (running.size() != 1) {
            String found = pods.isEmpty()
                    ? "none"
                    : pods.stream()
                            .map(pod -> pod.getMetadata().getName() + " (" + PodFacts.phase(pod) + ")")
                            .collect(Collectors.joining(", "));
            throw new EffectFailed(
                    host.label() + " (" + host.where() + "): expected exactly one running pod with " + selector
                            + " in namespace '" + client.getNamespace() + "', found " + found + ". Nothing was sent.");
        }
        return running.get(0);
    }

    ContainerResource in(KubernetesClient client, String pod) {
        PodResource resource = client.pods().withName(pod);
        return host.text("container").map(resource::inContainer).orElse(resource);
    }

    /** {@code pod ess-postgres-0, container postgres}. */
    String show() {
        return host.text("pod")
                        .map(pod -> "pod " + pod)
                        .orElseGet(() -> "pod with " + host.text("selector").orElse(""))
                + host.text("container").map(name -> ", container " + name).orElse("");
    }
}
