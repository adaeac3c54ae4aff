package dev.runbook.lab.kubernetes;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.List;

/** What the server says of itself: its version, and which kinds of objects it knows. */
final class Discovery {
    private static final List<String> VERBS = List.of("create", "delete", "get", "list", "patch", "update");

    private Discovery() {}

    private static ObjectNode object(String kind) {
        return JsonNodeFactory.instance.objectNode().put("kind", kind).put("apiVersion", "v1");
    }

    static ObjectNode version() {
        ObjectNode version = JsonNodeFactory.instance.objectNode();
        version.put("major", "1").put("minor", "31").put("gitVersion", "v1.31.0-laboratory");
        return version.put("platform", "laboratory");
    }

    static ObjectNode core() {
        ObjectNode core = object("APIVersions");
        core.putArray("versions").add("v1");
        return core;
    }

    static ObjectNode groups() {
        ObjectNode groups = object("APIGroupList");
        ObjectNode apps = groups.putArray("groups").addObject().put("name", "apps");
        ObjectNode version = apps.putArray("versions").addObject();
        version.put("groupVersion", "apps/v1").put("version", "v1");
        apps.set("preferredVersion", version.deepCopy());
        return groups;
    }

    static ObjectNode resources(String version) {
        ObjectNode list = object("APIResourceList").put("groupVersion", version);
        list.putArray("resources");
        Arrays.stream(Kind.values())
                .filter(kind -> kind.version.equals(version))
                .forEach(kind -> {
                    ObjectNode each = list.withArray("resources").addObject();
                    each.put("name", kind.resource).put("singularName", kind.kind.toLowerCase(java.util.Locale.ROOT));
                    each.put("namespaced", kind.namespaced).put("kind", kind.kind);
                    VERBS.forEach(each.putArray("verbs")::add);
                    if (!kind.shortName.isEmpty()) {
                        each.putArray("shortNames").add(kind.shortName);
                    }
                    kind.parts.forEach(part -> list.withArray("resources").add(part(kind, part)));
                });
        return list;
    }

    /** Whoever is let in may do everything. */
    static ObjectNode allowed(ObjectNode review) {
        review.putObject("status").put("allowed", true);
        return review;
    }

    private static ObjectNode part(Kind kind, String part) {
        ObjectNode each = JsonNodeFactory.instance.objectNode();
        each.put("name", kind.resource + "/" + part).put("singularName", "").put("namespaced", kind.namespaced);
        each.put("kind", part.equals("scale") ? "Scale" : kind.kind);
        if (part.equals("scale")) {
            each.put("group", "autoscaling").put("version", "v1");
        }
        each.putArray("verbs").add("get").add("create").add("update").add("patch");
        return each;
    }
}
