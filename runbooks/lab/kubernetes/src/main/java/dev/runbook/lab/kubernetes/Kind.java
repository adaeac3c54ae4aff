package dev.runbook.lab.kubernetes;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The kinds of objects that this server knows. */
enum Kind {
    NAMESPACE("v1", "namespaces", "Namespace", false, "ns", List.of()),
    NODE("v1", "nodes", "Node", false, "no", List.of()),
    POD("v1", "pods", "Pod", true, "po", List.of("exec", "portforward")),
    SECRET("v1", "secrets", "Secret", true, "", List.of()),
    CONFIG_MAP("v1", "configmaps", "ConfigMap", true, "cm", List.of()),
    SERVICE("v1", "services", "Service", true, "svc", List.of()),
    VOLUME("v1", "persistentvolumes", "PersistentVolume", false, "pv", List.of()),
    CLAIM("v1", "persistentvolumeclaims", "PersistentVolumeClaim", true, "pvc", List.of()),
    DEPLOYMENT("apps/v1", "deployments", "Deployment", true, "deploy", List.of("scale", "status")),
    STATEFUL_SET("apps/v1", "statefulsets", "StatefulSet", true, "sts", List.of("scale", "status"));

    final String version;
    final String resource;
    final String kind;
    final boolean namespaced;
    final String shortName;
    final List<String> parts;

    Kind(String version, String resource, String kind, boolean namespaced, String shortName, List<String> parts) {
        this.version = version;
        this.resource = resource;
        this.kind = kind;
        this.namespaced = namespaced;
        this.shortName = shortName;
        this.parts = parts;
    }

    /** Whether its pods are made and ended by its number of replicas. */
    boolean scales() {
        return this == DEPLOYMENT || this == STATEFUL_SET;
    }

    static Optional<Kind> of(String version, String resource) {
        return Arrays.stream(values())
                .filter(each -> each.version.equals(version) && each.resource.equals(resource))
                .findFirst();
    }

    static Kind named(String kind) {
        return Arrays.stream(values())
                .filter(each -> each.kind.equals(kind))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("This server knows no kind " + kind));
    }
}
