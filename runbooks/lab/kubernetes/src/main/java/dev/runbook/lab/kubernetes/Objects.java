package dev.runbook.lab.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** All objects of the cluster, by kind, namespace and name; copies go in and out. */
final class Objects {
    private final Map<String, ObjectNode> all = new TreeMap<>();
    private long version = 100;

    private static String key(Kind kind, String namespace, String name) {
        return kind.resource + "/" + (kind.namespaced ? namespace : "") + "/" + name;
    }

    synchronized ObjectNode get(Kind kind, String namespace, String name) {
        ObjectNode found = all.get(key(kind, namespace, name));
        if (found == null) {
            throw Refused.notFound(kind.resource + " \"" + name + "\"");
        }
        return found.deepCopy();
    }

    synchronized boolean has(Kind kind, String namespace, String name) {
        return all.containsKey(key(kind, namespace, name));
    }

    /** Those of a namespace (null: of all) that a selector picks. */
    synchronized List<ObjectNode> list(Kind kind, String namespace, Selector selector) {
        String prefix = kind.resource + "/" + (namespace == null || !kind.namespaced ? "" : namespace + "/");
        return all.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(prefix))
                .map(Map.Entry::getValue)
                .filter(selector::picks)
                .map(ObjectNode::deepCopy)
                .toList();
    }

    synchronized ObjectNode create(Kind kind, String namespace, ObjectNode object) {
        String name = object.path("metadata").path("name").asText();
        if (name.isEmpty()) {
            throw new Refused(422, "Invalid", kind.kind + ": metadata.name is required");
        }
        if (has(kind, namespace, name)) {
            throw new Refused(409, "AlreadyExists", kind.resource + " \"" + name + "\" already exists");
        }
        ObjectNode meta = object.withObject("/metadata");
        meta.put("uid", UUID.randomUUID().toString());
        meta.put(
                "creationTimestamp",
                Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
        if (kind.namespaced) {
            meta.put("namespace", namespace);
        }
        return put(kind, namespace, object);
    }

    /** Replaces it; where the object names a version, only that one. */
    synchronized ObjectNode replace(Kind kind, String namespace, ObjectNode object) {
        String name = object.path("metadata").path("name").asText();
        ObjectNode before = get(kind, namespace, name);
        JsonNode seen = object.path("metadata").path("resourceVersion");
        if (!seen.asText().isEmpty()
                && !seen.asText().equals(before.at("/metadata/resourceVersion").asText())) {
            throw new Refused(
                    409,
                    "Conflict",
                    "Operation cannot be fulfilled on " + kind.resource + " \"" + name
                            + "\": the object has been modified; please apply your changes to the latest version and try again");
        }
        ObjectNode meta = object.withObject("/metadata");
        for (String kept : List.of("uid", "creationTimestamp", "namespace")) {
            if (before.path("metadata").has(kept)) {
                meta.set(kept, before.path("metadata").get(kept));
            }
        }
        return put(kind, namespace, object);
    }

    private ObjectNode put(Kind kind, String namespace, ObjectNode object) {
        object.put("apiVersion", kind.version).put("kind", kind.kind);
        object.withObject("/metadata").put("resourceVersion", String.valueOf(++version));
        all.put(key(kind, namespace, object.at("/metadata/name").asText()), object.deepCopy());
        return object.deepCopy();
    }

    synchronized void remove(Kind kind, String namespace, String name) {
        all.remove(key(kind, namespace, name));
    }

    synchronized String version() {
        return String.valueOf(version);
    }
}
