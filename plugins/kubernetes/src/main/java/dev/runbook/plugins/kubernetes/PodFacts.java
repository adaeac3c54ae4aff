package dev.runbook.plugins.kubernetes;

import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A pod as data. */
final class PodFacts {
    private PodFacts() {}

    static Map<String, Object> of(Pod pod) {
        List<ContainerStatus> containers = pod.getStatus().getContainerStatuses();
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("name", pod.getMetadata().getName());
        facts.put("phase", phase(pod));
        facts.put("ready", ready(pod));
        facts.put("node", pod.getSpec().getNodeName());
        facts.put(
                "images",
                pod.getSpec().getContainers().stream()
                        .map(each -> each.getImage())
                        .toList());
        facts.put(
                "restarts",
                containers.stream().mapToLong(each -> each.getRestartCount()).sum());
        facts.put("claims", claims(pod));
        return facts;
    }

    /** As kubectl shows it: a pod on its way out is {@code Terminating}, one that waits says for what. */
    static String phase(Pod pod) {
        if (pod.getMetadata().getDeletionTimestamp() != null) {
            return "Terminating";
        }
        return pod.getStatus().getContainerStatuses().stream()
                .filter(each -> each.getState() != null && each.getState().getWaiting() != null)
                .map(each -> each.getState().getWaiting().getReason())
                .filter(reason -> reason != null)
                .findFirst()
                .orElse(pod.getStatus().getPhase());
    }

    static boolean ready(Pod pod) {
        return pod.getMetadata().getDeletionTimestamp() == null
                && pod.getStatus().getConditions().stream()
                        .anyMatch(each -> "Ready".equals(each.getType()) && "True".equals(each.getStatus()));
    }

    static List<String> claims(Pod pod) {
        return pod.getSpec().getVolumes().stream()
                .filter(volume -> volume.getPersistentVolumeClaim() != null)
                .map(volume -> volume.getPersistentVolumeClaim().getClaimName())
                .toList();
    }
}
