package dev.runbook.lab.kubernetes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/** Objects by their addresses: list, get, create, replace, patch, delete, and their scale. */
final class Resources {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Objects objects;
    private final Pods pods;
    private final Workloads workloads;

    Resources(Objects objects, Pods pods, Workloads workloads) {
        this.objects = objects;
        this.pods = pods;
        this.workloads = workloads;
    }

    /** The value of a request about that address. */
    JsonNode answer(Request request, Address at) {
        if (at.part() != null && !at.part().equals("status")) {
            return scale(request, at);
        }
        if (at.name() == null) {
            return request.method().equals("POST") ? create(at, read(request)) : list(request, at);
        }
        return switch (request.method()) {
            case "GET" -> shown(at.kind(), objects.get(at.kind(), at.namespace(), at.name()));
            case "PUT" -> replace(at, read(request));
            case "PATCH" -> patch(request, at);
            case "DELETE" -> delete(at);
            default -> throw new Refused(405, "MethodNotAllowed", request.method() + " is not possible here");
        };
    }

    private JsonNode list(Request request, Address at) {
        if (request.flag("watch")) {
            throw new Refused(405, "MethodNotAllowed", "the laboratory's server has no watches");
        }
        ObjectNode list = JsonNodeFactory.instance.objectNode();
        list.put("kind", at.kind().kind + "List").put("apiVersion", at.kind().version);
        list.putObject("metadata").put("resourceVersion", objects.version());
        list.putArray("items");
        Selector selector = new Selector(request.one("labelSelector"), request.one("fieldSelector"));
        objects.list(at.kind(), at.namespace(), selector)
                .forEach(each -> list.withArray("items").add(shown(at.kind(), each)));
        return list;
    }

    private JsonNode shown(Kind kind, ObjectNode object) {
        return kind.scales() ? workloads.withStatus(kind, object) : object;
    }

    JsonNode create(Address at, ObjectNode object) {
        plainToData(at.kind(), object);
        if (at.kind() == Kind.POD) {
            return pods.create(at.namespace(), object);
        }
        JsonNode created = objects.create(at.kind(), at.namespace(), object);
        workloads.reconcile();
        return created;
    }

    private JsonNode replace(Address at, ObjectNode object) {
        plainToData(at.kind(), object);
        JsonNode replaced = objects.replace(at.kind(), at.namespace(), object);
        workloads.reconcile();
        return replaced;
    }

    /** A secret's {@code stringData} becomes {@code data}, as in a cluster. */
    private static void plainToData(Kind kind, ObjectNode object) {
        if (kind == Kind.SECRET && object.remove("stringData") instanceof ObjectNode plain) {
            plain.properties()
                    .forEach(each -> object.withObject("/data")
                            .put(
                                    each.getKey(),
                                    Base64.getEncoder()
                                            .encodeToString(
                                                    each.getValue().asText().getBytes(StandardCharsets.UTF_8))));
        }
    }

    private JsonNode patch(Request request, Address at) {
        String type = request.headers().getOrDefault("content-type", "").split(";")[0];
        if (!List.of(
                        "application/merge-patch+json",
                        "application/strategic-merge-patch+json",
                        "application/apply-patch+yaml")
                .contains(type)) {
            throw new Refused(
                    415, "UnsupportedMediaType", "the laboratory's server merges patches only, found " + type);
        }
        ObjectNode change = read(request);
        boolean applies = type.startsWith("application/apply");
        if (applies && !objects.has(at.kind(), at.namespace(), at.name())) {
            return create(at, change);
        }
        ObjectNode object = objects.get(at.kind(), at.namespace(), at.name());
        change.withObject("/metadata").remove("resourceVersion");
        merge(object, change);
        return replace(at, object);
    }

    private static void merge(ObjectNode into, ObjectNode change) {
        change.properties().forEach(each -> {
            if (each.getValue().isNull()) {
                into.remove(each.getKey());
            } else if (each.getValue() instanceof ObjectNode inner
                    && into.get(each.getKey()) instanceof ObjectNode old) {
                merge(old, inner);
            } else {
                into.set(each.getKey(), each.getValue());
            }
        });
    }

    private JsonNode delete(Address at) {
        if (at.kind() == Kind.POD) {
            JsonNode pod = pods.delete(at.namespace(), at.name());
            return pod;
        }
        JsonNode gone = objects.get(at.kind(), at.namespace(), at.name());
        objects.remove(at.kind(), at.namespace(), at.name());
        return gone;
    }

    private JsonNode scale(Request request, Address at) {
        if (!at.kind().scales() || !at.part().equals("scale")) {
            throw Refused.notFound(at.kind().resource + "/" + at.part());
        }
        ObjectNode set = objects.get(at.kind(), at.namespace(), at.name());
        if (!request.method().equals("GET")) {
            ObjectNode asked = read(request);
            JsonNode seen = asked.at("/metadata/resourceVersion");
            set.withObject("/spec").put("replicas", asked.at("/spec/replicas").asInt());
            if (!seen.asText().isEmpty()) {
                set.withObject("/metadata").put("resourceVersion", seen.asText());
            }
            set = objects.replace(at.kind(), at.namespace(), set);
            workloads.reconcile();
        }
        return workloads.scale(at.kind(), set);
    }

    void scaleTo(Address at, int replicas) {
        ObjectNode set = objects.get(at.kind(), at.namespace(), at.name());
        if (Workloads.replicas(set) != replicas) {
            set.withObject("/spec").put("replicas", replicas);
            set.withObject("/metadata").remove("resourceVersion");
            objects.replace(at.kind(), at.namespace(), set);
            workloads.reconcile();
        }
    }

    static ObjectNode read(Request request) {
        return read(request.body());
    }

    static ObjectNode read(byte[] json) {
        try {
            return (ObjectNode) JSON.readTree(json);
        } catch (JsonProcessingException | ClassCastException wrong) {
            throw new Refused(
                    400, "BadRequest", "the laboratory's server reads JSON objects only: " + wrong.getMessage());
        } catch (IOException never) {
            throw new IllegalStateException(never);
        }
    }

    static byte[] bytes(JsonNode value) {
        try {
            return JSON.writeValueAsBytes(value);
        } catch (JsonProcessingException never) {
            throw new IllegalStateException(never);
        }
    }
}
